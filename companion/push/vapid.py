"""The keys by which push services know us (VAPID, RFC 8292): an older one serves as long as a phone uses it."""

import base64
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from companion.foundation import crypto, runtime

RING = "vapid"


@dataclass(frozen=True)
class Pair:
    """One key: both halves as PEM, and the public one as browsers write it."""

    private: bytes
    public: bytes
    point: str


def public_key() -> str:
    """The newest public key as browsers take it: a raw P-256 point in base64url."""
    return _public(runtime.current().keys.newest(RING)[1])


def kid_of(public: str) -> str | None:
    """The id of our key with this public half, or None if it was never ours."""
    ring = runtime.current().keys.rings[RING]
    return next((kid for kid, secret in reversed(ring.items()) if _public(secret) == public), None)


def newest_kid() -> str:
    """The id of the key that new phones subscribe under."""
    return runtime.current().keys.newest(RING)[0]


def pair(kid: str) -> Pair | None:
    """The key with this id as `webpush` takes it; None if it is not in the key file any more."""
    secret = runtime.current().keys.rings[RING].get(kid)
    return None if secret is None else _pair(secret)


@lru_cache(maxsize=8)
def _pair(secret: bytes) -> Pair:
    private = crypto.private_half(secret)
    return Pair(
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        _public(secret),
    )


@lru_cache(maxsize=8)
def _public(secret: bytes) -> str:
    point = crypto.private_half(secret).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()
