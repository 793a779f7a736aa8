"""Opens what a phone sealed to our public key while it had no connection.

ECDH on P-256 (NIST SP 800-56A) → HKDF-SHA-256 (RFC 5869) → AES-256-GCM. Kind, owner and key of the item are
additional data: an item sealed for one person or purpose does not open as another's.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from companion.foundation import crypto, runtime
from companion.foundation.errors import N_, Invalid, NotAllowed

SCHEMA_VERSIONS = frozenset({1})  # every format a phone ever stored stays readable
FIELDS = ("kind", "key", "owner", "kid", "epk", "iv", "ct")


class SealedForAnother(NotAllowed):
    """The item belongs to another person who uses this phone."""

    sentence = N_("Svaret hører til en anden person. Det bliver på telefonen, til den person logger ind.")


class DoesNotOpen(Invalid):
    """The item was changed, cut short, or sealed to a key we never had."""

    sentence = N_("Svaret kan ikke åbnes. Det bliver på telefonen. Sig det til din kontakt.")


@dataclass(frozen=True)
class SealedItem:
    """One item as it came over the wire, its outer form checked, its content still sealed.

    `sent_at` is what the phone's clock said when it was sent: None from older phones and for nonsense.
    """

    kind: str
    key: UUID
    owner: str
    kid: str
    epk: bytes
    iv: bytes
    ct: bytes
    sent_at: datetime | None = None


def owner_token(person: UUID) -> str:
    """The opaque name under which one person's items lie on a phone; a new pepper does not change it."""
    return crypto.lasting_hash("outbox-owner", str(person))[:24]


def public_key() -> str:
    """`<key id>:<raw P-256 point, base64url>` of the newest intake key."""
    return _public_key(runtime.current().keys.newest("intake"))


def receipt(key: UUID) -> str:
    """The receipt of one item: eight digits made of its key, the same on phone and server."""
    digits = f"{int(key.hex[:8], 16) % 10**8:08d}"
    return f"{digits[:4]} {digits[4:]}"


def parse(body: Any, *, kind: str) -> SealedItem:
    """Check the outer form of an item. Raises DoesNotOpen."""
    if not isinstance(body, dict) or body.get("kind") != kind:
        raise DoesNotOpen
    version = body.get("schema_version")
    if type(version) is not int or version not in SCHEMA_VERSIONS:
        raise DoesNotOpen
    texts = {name: body.get(name) for name in FIELDS}
    if not all(isinstance(text, str) for text in texts.values()):
        raise DoesNotOpen
    try:
        return SealedItem(
            kind=kind,
            key=UUID(texts["key"]),
            owner=str(texts["owner"]),
            kid=str(texts["kid"]),
            epk=_bytes(texts["epk"]),
            iv=_bytes(texts["iv"]),
            ct=_bytes(texts["ct"]),
            sent_at=moment(body.get("sent_at")),
        )
    except (ValueError, binascii.Error):
        raise DoesNotOpen from None


def open_item(item: SealedItem, *, person: UUID) -> dict[str, Any]:
    """The content of an item sealed by this person. Raises SealedForAnother or DoesNotOpen."""
    if item.owner != owner_token(person):
        raise SealedForAnother
    bound = f"companion|1|{item.kind}|{item.owner}|{item.key}".encode()
    try:
        content = json.loads(AESGCM(_shared_key(item)).decrypt(item.iv, item.ct, bound))
    except (InvalidTag, ValueError, RecursionError, crypto.NotOurs):
        raise DoesNotOpen from None
    if not isinstance(content, dict):
        raise DoesNotOpen
    return content


def moment(written: Any) -> datetime | None:
    """A moment as a phone writes it, with its zone; None for anything else."""
    try:
        said = datetime.fromisoformat(str(written))
        return said.astimezone(UTC) if said.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _shared_key(item: SealedItem) -> bytes:
    private = runtime.current().keys.intake_private(item.kid)
    peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), item.epk)
    secret = private.exchange(ec.ECDH(), peer)
    purpose = f"companion intake v1 {item.kid}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=item.epk, info=purpose).derive(secret)


@lru_cache(maxsize=8)
def _public_key(newest: tuple[str, bytes]) -> str:
    kid, secret = newest
    private = crypto.KeyRings({"intake": {kid: secret}}).intake_private(kid)
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return f"{kid}:{base64.urlsafe_b64encode(point).rstrip(b'=').decode()}"


def _bytes(text: Any) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
