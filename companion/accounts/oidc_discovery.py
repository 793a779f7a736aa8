"""What another system says of itself (OpenID Connect Discovery 1.0) and its public keys, asked at most once an hour."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from companion.accounts.oidc_faults import OtherSystemSilent
from companion.foundation import clock, outgoing_tls
from companion.foundation.config_oidc import is_safe

KEPT_FOR = timedelta(hours=1)
NOT_ASKED_FOR = timedelta(seconds=20)  # after a failure, so that people who tap again do not fill the server
TIMEOUT = 5.0  # seconds, for each step and for the whole answer
MOST_READ = 64 * 1024  # bytes; metadata and keys of large providers stay below 20 KB
WELL_KNOWN = "/.well-known/openid-configuration"  # Discovery 1.0, 4
NAMED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Provider:
    """One other system: its addresses and public keys, as they were at a moment."""

    issuer: str
    said: Mapping[str, Any] = field(repr=False)
    keys: Mapping[str, Any] = field(repr=False)
    asked_at: datetime

    @property
    def names_itself(self) -> bool:
        """Whether it says who it is in every answer (RFC 9207)."""
        return self.said.get("authorization_response_iss_parameter_supported") is True

    @property
    def takes_secret_by_post(self) -> bool:
        """Whether it wants our secret in the body; unless it says so, in the header (Discovery 1.0, 3)."""
        methods = self.said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return "client_secret_basic" not in methods and "client_secret_post" in methods

    def knows(self, kid: object) -> bool:
        """Whether one of its keys has this id."""
        return kid is not None and any(isinstance(key, dict) and key.get("kid") == kid for key in self.keys["keys"])


_kept: dict[str, Provider] = {}
_failed: dict[str, datetime] = {}


def provider(issuer: str, *, fresh: bool = False) -> Provider:
    """This system as it was within the hour; `fresh` asks anew. Raises OtherSystemSilent."""
    known, now = _kept.get(issuer), clock.now()
    if known is not None and not fresh and abs(now - known.asked_at) < KEPT_FOR:
        return known
    if issuer in _failed and abs(now - _failed[issuer]) < NOT_ASKED_FOR:
        raise OtherSystemSilent("asked-just-now")
    try:
        _kept[issuer] = _ask(issuer, now)
    except OtherSystemSilent:
        _failed[issuer] = now
        raise
    return _kept[issuer]


def forget() -> None:
    """Ask everybody anew at the next sign-in."""
    _kept.clear()
    _failed.clear()


def fetched(method: str, address: str, *, body: str = "", headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A JSON object from another system: no redirects, bounded in time and size. Raises OtherSystemSilent."""
    import httpx2  # here, because a web process without doors never needs it

    heads = {"accept": "application/json", "accept-encoding": "identity", **(headers or {})}
    settings: dict[str, Any] = {"timeout": TIMEOUT, "follow_redirects": False, "trust_env": False}
    settings["verify"] = outgoing_tls.context()
    try:
        with (
            httpx2.Client(**settings) as client,
            client.stream(method, address, content=body or None, headers=heads) as response,
        ):
            if response.status_code != httpx2.codes.OK:
                raise OtherSystemSilent(f"http-{response.status_code}")
            return _object(_read(response))
    except (httpx2.HTTPError, httpx2.InvalidURL) as fault:
        raise OtherSystemSilent(type(fault).__name__) from None


def _ask(issuer: str, now: datetime) -> Provider:
    said = fetched("GET", issuer.rstrip("/") + WELL_KNOWN)
    if said.get("issuer") != issuer:  # Discovery 1.0, 4.3: exactly
        raise OtherSystemSilent("another-issuer")
    for name in NAMED:
        if not _may_be_called(said.get(name), issuer):
            raise OtherSystemSilent(f"unsafe-{name}")
    keys = fetched("GET", said["jwks_uri"])
    if not isinstance(keys.get("keys"), list):
        raise OtherSystemSilent("no-keys")
    return Provider(issuer, said, keys, now)


def _may_be_called(address: object, issuer: str) -> bool:
    """Https; plain http on this machine only where the issuer itself is there."""
    if not isinstance(address, str) or not is_safe(address):
        return False
    return urlsplit(address).scheme == "https" or urlsplit(issuer).scheme == "http"


def _read(response: Any) -> bytes:
    began, read = time.monotonic(), b""
    for part in response.iter_raw():
        read += part
        if len(read) > MOST_READ:
            raise OtherSystemSilent("too-large")
        if time.monotonic() - began > TIMEOUT:
            raise OtherSystemSilent("too-slow")
    return read


def _object(read: bytes) -> dict[str, Any]:
    try:
        found = json.loads(read)
    except (ValueError, RecursionError):
        raise OtherSystemSilent("not-json") from None
    if not isinstance(found, dict):
        raise OtherSystemSilent("not-an-object")
    return found
