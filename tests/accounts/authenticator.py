"""A phone's authenticator in software: makes ES256 passkeys and signs with them, as WebAuthn Level 3 describes."""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40  # flags, section 6.1
HERE = "http://localhost:8000"
NO_MODEL = bytes(16)  # AAGUID


@dataclass
class Authenticator:
    """One phone with one passkey; what it claims can be bent by a test."""

    origin: str = HERE
    rp_id: str = "localhost"
    verifies: bool = True
    count: int = 0
    steps: int = 1  # how far one signature moves the count; many phones do not count
    credential: bytes = field(default_factory=lambda: os.urandom(32))
    handle: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any], **client: str) -> dict[str, Any]:
        """Answer `navigator.credentials.create`."""
        self.handle = unpacked(options["user"]["id"])
        attested = NO_MODEL + len(self.credential).to_bytes(2, "big") + self.credential + self._cose()
        whole = {"fmt": "none", "attStmt": {}, "authData": self._about(ATTESTED) + attested}
        return self._answer(
            {
                "clientDataJSON": packed(self._client("webauthn.create", options, client)),
                "attestationObject": packed(cbor2.dumps(whole)),
                "transports": ["internal"],
            }
        )

    def sign(self, options: dict[str, Any], **client: str) -> dict[str, Any]:
        """Answer `navigator.credentials.get`."""
        self.count += self.steps
        said, about = self._client("webauthn.get", options, client), self._about()
        signature = self.key.sign(about + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": packed(said),
                "authenticatorData": packed(about),
                "signature": packed(signature),
                "userHandle": packed(self.handle),
            }
        )

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        name = packed(self.credential)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}

    def _client(self, kind: str, options: dict[str, Any], bent: dict[str, str]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps({**said, **bent}).encode()

    def _about(self, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _cose(self) -> bytes:
        """The public key as RFC 9053 section 7.1.1 writes it: EC2, ES256, P-256."""
        point = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})


def packed(raw: bytes) -> str:
    """base64url without padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def unpacked(text: str) -> bytes:
    """Back from base64url without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
