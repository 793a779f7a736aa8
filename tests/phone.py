"""A phone without a browser: seals items in Python exactly as the page script does in WebCrypto."""

import base64
import json
import os
import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.foundation import clock, intake
from tests.people import Somebody

CHECK_IN: dict[str, Any] = {
    "schema_version": 1,
    "kind": "check-in",
    "instrument": "who5",
    "instrument_version": "1",
    "language": "da",
    "answers": [5, 4, 3, 2, 1],
    "offset_minutes": 60,
}
CALL_ME: dict[str, Any] = {
    "schema_version": 1,
    "kind": "call-me",
    "with_interpreter": True,
    "captured_at": "2026-11-22T08:00:00.000Z",
    "offset_minutes": 60,
}


@dataclass(frozen=True)
class Phone:
    """What a phone knows of its server and its owner: the page's two `meta` elements."""

    owner: str
    intake: str

    def seal(self, content: object, *, kind: str = "check-in", key: str | None = None) -> dict[str, Any]:
        """One sealed item, ready to send: ECDH P-256 → HKDF-SHA-256 → AES-256-GCM."""
        kid, _, point = self.intake.partition(":")
        key = key or str(uuid.uuid4())
        own = ec.generate_private_key(ec.SECP256R1())
        epk = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        server = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64(point))
        info = f"companion intake v1 {kid}".encode()
        secret = own.exchange(ec.ECDH(), server)
        secret = HKDF(algorithm=SHA256(), length=32, salt=epk, info=info).derive(secret)
        iv, bound = os.urandom(12), f"companion|1|{kind}|{self.owner}|{key}".encode()
        ct = AESGCM(secret).encrypt(iv, _json(content), bound)
        named = {"schema_version": 1, "kind": kind, "key": key, "owner": self.owner, "kid": kid}
        return {**named, "epk": base64url(epk), "iv": base64url(iv), "ct": base64url(ct)}


def phone_of(person: Somebody) -> Phone:
    """The phone of a signed-in citizen."""
    return Phone(intake.owner_token(person.id), intake.public_key())


def of_kid(phone: Phone, kid: str) -> Phone:
    """The same phone, but it names another intake key."""
    return replace(phone, intake=f"{kid}:{phone.intake.partition(':')[2]}")


def check_in(**changed: Any) -> dict[str, Any]:
    """The content of a check-in answered an hour ago, with some fields changed."""
    if "captured_at" not in changed:
        changed["captured_at"] = (clock.now() - timedelta(hours=1)).isoformat()
    return {**CHECK_IN, **changed}


def send(client: FlaskClient, item: object, to: str = "/check-in/sealed") -> TestResponse:
    """What the outbox does when the connection is back."""
    return client.post(to, json=sent_now(item))


def sent_now(item: object) -> object:
    """The item as it leaves the phone: with what the phone's clock says then."""
    return {"sent_at": clock.now().isoformat(), **item} if isinstance(item, dict) else item


def tampered(item: dict[str, Any], field: str) -> dict[str, Any]:
    """The same item with one bit of one field turned round."""
    raw = bytearray(from_base64(item[field]))
    raw[-1] ^= 1
    return {**item, field: base64url(bytes(raw))}


def base64url(raw: bytes) -> str:
    """As `btoa` with the URL alphabet and without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_base64(text: str) -> bytes:
    """The bytes behind `base64url`."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _json(content: object) -> bytes:
    return content if isinstance(content, bytes) else json.dumps(content).encode()
