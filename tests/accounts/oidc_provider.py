"""Another system's sign-in on this machine: honest unless told to lie about one thing."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from companion.foundation.config import Config
from companion.foundation.config_oidc import CitizenDoor, StaffDoor

CLIENT, SECRET = "companion", "s3cret"
MITID, TWO_STEPS = "https://data.gov.dk/concept/core/nsis/Substantial", "mfa"
REDIRECTS = "/sign-in/oidc"


@dataclass
class Provider:
    """Serves discovery, keys and tokens. `bent` replaces claims, `lies` what stands in an answer."""

    server: HTTPServer
    now: Callable[[], datetime]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    signs_with: Any = None
    algorithm: str = "RS256"
    bent: dict[str, Any] = field(default_factory=dict)
    names_key: bool = True
    other_keys: list[RSAKey] = field(default_factory=list)
    lies: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.server.expect_request("/.well-known/openid-configuration").respond_with_handler(self._says)
        self.server.expect_request("/keys").respond_with_handler(self._keys)
        self.server.expect_request("/token", method="POST").respond_with_handler(self._token)

    @property
    def issuer(self) -> str:
        """Who it says it is."""
        return self.server.url_for("").rstrip("/")

    def settings(self, config: Config) -> Config:
        """The same installation with both doors open to this system."""
        ours = {"issuer": self.issuer, "client_id": CLIENT, "client_secret": SECRET}
        citizen = CitizenDoor(**ours, cpr_claim="cpr", acr_values=MITID)
        staff = StaffDoor(**ours, units_claim="units", roles_claim="roles", mfa_values=TWO_STEPS)
        return config.model_copy(update={"oidc_citizen": citizen, "oidc_staff": staff})

    def exchange_key(self, kid: str) -> None:
        """From now on another key signs, and the one before is gone."""
        self.key = RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})

    def authorize(self, address: str, **claims: Any) -> dict[str, str]:
        """Somebody says who they are; what the browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(8)
        self.asked[code], self.claims[code] = asked, claims
        return {"code": code, "state": asked["state"], **self.lies.get("answer", {})}

    def token_for(self, code: str) -> str:
        """The ID token of this code, with whatever lie is asked for."""
        now, asked = int(self.now().timestamp()), self.asked[code]
        said = {"iss": self.issuer, "aud": CLIENT, "sub": "them", "iat": now, "exp": now + 300}
        claims = {**said, "nonce": asked["nonce"], **self.claims[code], **self.bent}
        head = {"alg": self.algorithm, **({"kid": self.key.kid} if self.names_key else {})}
        if self.algorithm in FORGED:
            return FORGED[self.algorithm](head, claims, self.key)
        said = {name: one for name, one in claims.items() if one is not None}
        return jwt.encode(head, said, self.signs_with or self.key, algorithms=[self.algorithm])

    def _says(self, _request: Request) -> Response:
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.lies.get("discovery", {}),
        }
        return Response(json.dumps(said), mimetype="application/json")

    def _keys(self, _request: Request) -> Response:
        return Response(
            json.dumps({"keys": [key.as_dict(private=False) for key in (self.key, *self.other_keys)]}),
            mimetype="application/json",
        )

    def _token(self, request: Request) -> Response:
        form, code = request.form, request.form.get("code", "")
        asked = self.asked[code]
        proof = _text(hashlib.sha256(form["code_verifier"].encode()).digest())
        whole = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        right = proof == asked["code_challenge"] and request.headers.get("Authorization") == f"Basic {whole}"
        if not right or form["redirect_uri"] != asked["redirect_uri"] or "token" in self.lies:
            return Response("{}", self.lies.get("token", 400), mimetype="application/json")
        return Response(json.dumps({"id_token": self.token_for(code)}), mimetype="application/json")


def _unsigned(head: dict[str, Any], claims: dict[str, Any], _key: RSAKey) -> str:
    return ".".join([*(_text(json.dumps(part).encode()) for part in (head, claims)), ""])


def _signed_with_public_key(head: dict[str, Any], claims: dict[str, Any], key: RSAKey) -> str:
    """The public key, which everybody knows, taken for a shared secret."""
    signed = _unsigned(head, claims, key).rstrip(".")
    return f"{signed}.{_text(hmac.digest(key.as_pem(private=False), signed.encode(), 'sha256'))}"


FORGED = {"none": _unsigned, "HS256": _signed_with_public_key}


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
