"""Opens sealed items in Python, so that the format is proved by a second implementation."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Item = dict[str, Any]


def raw(text: str) -> bytes:
    """Base64url without padding to bytes."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Intake:
    """One intake key pair with its key id."""

    def __init__(self, kid: str = "i1") -> None:
        self.kid = kid
        self._private = ec.generate_private_key(ec.SECP256R1())

    def public(self) -> str:
        """What stands in the page's meta tag: `<key id>:<raw public key>`."""
        form = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        point = self._private.public_key().public_bytes(*form)
        return f"{self.kid}:{base64.urlsafe_b64encode(point).decode().rstrip('=')}"

    def open(self, item: Item, owner: str | None = None) -> Item:
        """The clear content; raises InvalidTag for another owner, kind, key or tampered bytes."""
        epk = raw(item["epk"])
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), epk)
        secret = self._private.exchange(ec.ECDH(), point)
        info = f"companion intake v1 {item['kid']}".encode()
        lock = HKDF(algorithm=hashes.SHA256(), length=32, salt=epk, info=info).derive(secret)
        bound = f"companion|1|{item['kind']}|{owner or item['owner']}|{item['key']}".encode()
        content: Item = json.loads(AESGCM(lock).decrypt(raw(item["iv"]), raw(item["ct"]), bound))
        return content


def receipt_of(key: str) -> str:
    """Eight digits from the key, written `1234 5678`."""
    digits = f"{int(key[:8], 16) % 10**8:08d}"
    return f"{digits[:4]} {digits[4:]}"
