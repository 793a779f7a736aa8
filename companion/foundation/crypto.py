"""Sealed fields, keyed hashes and the key rings behind them; composed from `cryptography`, nothing of our own.

A sealed field is AES-256-GCM (NIST SP 800-38D) with a random nonce; table, row and field are its additional
data, so a sealed value moved elsewhere does not open. Each value names the key that sealed it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

NONCE_BYTES = 12  # SP 800-38D: 96-bit nonce
KEY_BYTES = 32
RINGS = ("fields", "intake", "session", "pepper")
LATER_RINGS = (
    "audit",
    "vapid",
)  # key files made before these existed still open; `companion init` adds what is missing

KEY_PAIRS = ("intake", "vapid")  # rings whose keys are private halves on P-256, not plain secrets


class KeysMissing(Exception):
    """The key file is not there or cannot be read; the message says what to do."""


class NotOurs(Exception):
    """A sealed value that our keys do not open at this place: moved, changed or made by somebody else."""


@dataclass(frozen=True)
class KeyRings:
    """Rings of keys by purpose: key id → secret, newest last. Old intake keys are kept for ever."""

    rings: dict[str, dict[str, bytes]]

    def newest(self, ring: str) -> tuple[str, bytes]:
        """The key id and secret that new values are sealed with."""
        return list(self.rings[ring].items())[-1]

    @property
    def missing(self) -> list[str]:
        """The rings that came with a later version and are not in this key file yet."""
        return [ring for ring in LATER_RINGS if not self.rings.get(ring)]

    def intake_private(self, kid: str) -> ec.EllipticCurvePrivateKey:
        """The private intake key with this id. Raises NotOurs for an unknown id."""
        secret = self.rings["intake"].get(kid)
        if secret is None:
            raise NotOurs("unknown intake key")
        return private_half(secret)


def private_half(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """A key of one of the rings that hold pairs."""
    key = load_der_private_key(secret, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - we made it ourselves in make_keys
    return key


def make_keys(path: Path) -> None:
    """Make the key file once, readable by its owner alone. Raises FileExistsError if there is one."""
    rings = {ring: fresh_key(ring) for ring in (*RINGS, *LATER_RINGS)}
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(rings, file, indent=1)


def fresh_key(ring: str) -> dict[str, str]:
    """One new key for this ring as it stands in the key file: its id and its secret."""
    return {secrets.token_hex(4): base64.b64encode(_fresh(ring)).decode()}


def read_keys(path: Path) -> KeyRings:
    """Read the key rings. Raises KeysMissing with a sentence."""
    try:
        written: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        there = (*RINGS, *(ring for ring in LATER_RINGS if ring in written))
        rings = {ring: {kid: base64.b64decode(text) for kid, text in written[ring].items()} for ring in there}
        if not all(rings.values()):
            raise ValueError("an empty ring")
    except FileNotFoundError:
        raise KeysMissing(f"There are no keys at {path}. Make them once with: companion init") from None
    except (ValueError, KeyError, AttributeError, TypeError):
        raise KeysMissing(f"The key file {path} is damaged. Restore it from your backup.") from None
    return KeyRings(rings)


def seal(value: Any, *, table: str, row: UUID, field: str) -> bytes:
    """Seal a JSON value for one field of one row."""
    kid, key = _rings().newest("fields")
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, json.dumps(value).encode(), _place(table, row, field))
    return bytes.fromhex(kid) + nonce + sealed


def unseal(sealed: bytes, *, table: str, row: UUID, field: str) -> Any:
    """Open a sealed field. Raises NotOurs if it was moved, changed or sealed with another key."""
    kid, nonce, rest = sealed[:4].hex(), sealed[4 : 4 + NONCE_BYTES], sealed[4 + NONCE_BYTES :]
    key = _rings().rings["fields"].get(kid)
    if key is None:
        raise NotOurs("unknown field key")
    try:
        return json.loads(AESGCM(key).decrypt(nonce, rest, _place(table, row, field)))
    except (InvalidTag, ValueError):  # ValueError: cut short
        raise NotOurs(f"{table}.{field} does not open here") from None


def keyed_hash(purpose: str, text: str) -> str:
    """HMAC-SHA-256 (RFC 2104) under the newest pepper, as hexadecimal: equal texts can be found, never read."""
    _, key = _rings().newest("pepper")
    return _peppered(key, purpose, text)


def keyed_hashes(purpose: str, text: str) -> tuple[str, ...]:
    """The keyed hashes of this text under every pepper, newest first: to find what an older one was stored under."""
    peppers = reversed(_rings().rings["pepper"].values())
    return tuple(_peppered(key, purpose, text) for key in peppers)


def lasting_hash(purpose: str, text: str) -> str:
    """The keyed hash under the very first pepper: for a name that others keep and that must never change."""
    return keyed_hashes(purpose, text)[-1]


def _rings() -> KeyRings:
    from companion.foundation import runtime  # here, because a runtime holds the key rings

    return runtime.current().keys


def _peppered(key: bytes, purpose: str, text: str) -> str:
    return hmac.new(key, f"{purpose}|{text}".encode(), hashlib.sha256).hexdigest()


def _place(table: str, row: UUID, field: str) -> bytes:
    return f"{table}|{row}|{field}".encode()


def _fresh(ring: str) -> bytes:
    if ring not in KEY_PAIRS:
        return os.urandom(KEY_BYTES)
    private = ec.generate_private_key(ec.SECP256R1())
    return private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
