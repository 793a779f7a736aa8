"""Client credentials (RFC 6749, section 4.4) with Authlib's server: a secret in, an opaque bearer token out.

Nothing of the web is known here: the page hands over method, headers and form, and gets status, body and headers.
"""

import base64
import secrets
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Payload, OAuth2Request
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from sqlalchemy import delete, select

from companion.foundation import clock, crypto
from companion.foundation.database import new_id, reading, transaction
from companion.sync import api_clients, api_scopes
from companion.sync.api_clients import KnownClient
from companion.sync.records import ApiToken

TOKEN, TOKEN_BYTES = "api-token", 32  # what hashes of tokens are keyed as
_TOKEN_ADDRESS = "https://localhost/api/v1/token"  # noqa: S105 - Authlib only looks whether it is https; BASE_URL is checked at start
Told = tuple[int, dict[str, Any], list[tuple[str, str]]]


@dataclass(frozen=True)
class TokenRequest:
    """What came in at the token door."""

    method: str
    headers: Mapping[str, str]
    form: Mapping[str, list[str]]


class TokenRefused(Exception):
    """No token; the answer says why in the words of the standard."""

    def __init__(self, told: Told) -> None:
        super().__init__("token refused")
        self.told = told


def issue(asked: TokenRequest) -> Told:
    """The answer with a token. Raises TokenRefused."""
    told: Told = _server().create_token_response(replace(asked, headers=_readable(asked.headers)))
    if told[0] != 200:
        raise TokenRefused(told)
    return told


def _readable(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Without credentials that are no text in base64: Authlib would stumble over them."""
    kind, _, said = headers.get("Authorization", "").partition(" ")
    try:
        base64.b64decode(said.encode("ascii"), validate=True).decode("utf-8")
    except ValueError:
        return {}
    return headers if kind.lower() == "basic" else {}


def holder(token: str) -> tuple[KnownClient, tuple[str, ...]] | None:
    """Who holds this token and for which scopes; None when it is unknown or over, or its client is let in no more."""
    hashes = crypto.keyed_hashes(TOKEN, token)
    with reading() as db:
        row = db.execute(
            select(ApiToken.client_id, ApiToken.scopes).where(
                ApiToken.token_hash.in_(hashes), ApiToken.ends_at > clock.now()
            )
        ).one_or_none()
    client = api_clients.by_id(row.client_id) if row else None
    if row is None or client is None:
        return None
    return client, tuple(scope for scope in row.scopes if scope in client.scopes)


class _Client(ClientMixin):  # type: ignore[misc] # Authlib publishes no types
    """A client as Authlib asks for it."""

    def __init__(self, known: KnownClient) -> None:
        self.known = known

    def check_client_secret(self, client_secret: str) -> bool:
        """Whether this is one of its live secrets."""
        return api_clients.has_secret(self.known.id, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Both ways of RFC 6749, section 2.3.1."""
        return method in ("client_secret_basic", "client_secret_post")

    def check_grant_type(self, grant_type: str) -> bool:
        """Client credentials alone."""
        return bool(grant_type == ClientCredentialsGrant.GRANT_TYPE)

    def get_allowed_scope(self, scope: str | None) -> str:
        """What it asks for and has; everything it has where it asks for nothing."""
        asked = scope.split() if scope else self.known.scopes
        return " ".join(one for one in self.known.scopes if one in asked)


class _Grant(ClientCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]  # noqa: RUF012 - Authlib's own name and form


class _Payload(OAuth2Payload):  # type: ignore[misc]
    def __init__(self, form: Mapping[str, list[str]]) -> None:
        self._form = form

    @property
    def data(self) -> dict[str, str]:
        """Each field once."""
        return {name: values[0] for name, values in self._form.items() if values}

    @property
    def datalist(self) -> defaultdict[str, list[str]]:
        """Each field with all its values."""
        return defaultdict(list, self._form)


class _Request(OAuth2Request):  # type: ignore[misc]
    def __init__(self, asked: TokenRequest) -> None:
        super().__init__(asked.method, _TOKEN_ADDRESS, headers=asked.headers)
        self.payload = _Payload(asked.form)

    @property
    def form(self) -> dict[str, str]:
        """The fields of the body."""
        return dict(self.payload.data)


class _Server(AuthorizationServer):  # type: ignore[misc]
    def query_client(self, client_id: str) -> _Client | None:
        """The client with this key that is let in today."""
        try:
            known = api_clients.by_id(uuid.UUID(client_id))
        except ValueError:
            return None
        return _Client(known) if known else None

    def save_token(self, token: dict[str, Any], request: _Request) -> None:
        """Keep the hash and what it is good for; what has run out goes."""
        scopes = str(token["scope"]).split()
        ends_at = clock.now() + timedelta(seconds=api_scopes.TOKEN_SECONDS)
        hashed = crypto.keyed_hash(TOKEN, token["access_token"])
        with transaction() as session:
            session.execute(delete(ApiToken).where(ApiToken.ends_at <= clock.now()))
            session.add(
                ApiToken(
                    id=new_id(), client_id=request.client.known.id, token_hash=hashed, scopes=scopes, ends_at=ends_at
                )
            )
        api_clients.used_today(request.client.known)

    def create_oauth2_request(self, request: TokenRequest) -> _Request:
        """Ours as Authlib has it."""
        return _Request(request)

    def handle_response(self, status: int, body: Any, headers: Any) -> Told:
        """As plain values."""
        return status, dict(body or {}), list(headers)

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""


def _server() -> _Server:
    made = _Server(scopes_supported=list(api_scopes.SCOPES))
    made.register_grant(_Grant)
    made.register_token_generator("default", _bearer)
    return made


def _bearer(*, client: _Client, scope: str | None, **_asked: Any) -> dict[str, Any]:
    return {
        "token_type": "Bearer",
        "access_token": secrets.token_urlsafe(TOKEN_BYTES),
        "expires_in": api_scopes.TOKEN_SECONDS,
        "scope": client.get_allowed_scope(scope),
    }
