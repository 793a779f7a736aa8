"""Signs what leaves and checks what arrives: Standard Webhooks 1.0, symmetric scheme `v1`.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

PREFIX = "whsec_"
SECRET_BYTES = 32  # the specification asks for 24 to 64
FEWEST_BYTES, MOST_BYTES = 24, 64
TOLERANCE = timedelta(minutes=5)  # older or newer than this is a replay or a wrong clock


class BadSecret(ValueError):
    """Not a secret of the form `whsec_<base64 of 24 to 64 bytes>`."""


class BadSignature(ValueError):
    """The headers do not prove that this body came from us, just now; the message says why."""


def make_secret() -> str:
    """A fresh signing secret."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def key_of(secret: str) -> bytes:
    """The bytes to sign with. Raises BadSecret."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise BadSecret("the secret is not base64") from None
    if not secret.startswith(PREFIX) or not FEWEST_BYTES <= len(key) <= MOST_BYTES:
        raise BadSecret(f"a secret is {PREFIX} and the base64 of {FEWEST_BYTES} to {MOST_BYTES} bytes")
    return key


def headers(*, webhook_id: str, at: datetime, body: bytes, signed_with: Sequence[str]) -> dict[str, str]:
    """The three headers of one attempt; several secrets give several signatures (rotation)."""
    stamp = str(int(at.timestamp()))
    signatures = " ".join(_signature(secret, webhook_id, stamp, body) for secret in signed_with)
    return {"webhook-id": webhook_id, "webhook-timestamp": stamp, "webhook-signature": signatures}


def check(*, received: Mapping[str, str], body: bytes, secret: str, now: datetime) -> str:
    """The `webhook-id` of a genuine call; `received` has lower-case names. Raises BadSignature."""
    webhook_id, stamp = received.get("webhook-id", ""), received.get("webhook-timestamp", "")
    if not webhook_id or not (stamp.isascii() and stamp.isdigit()) or len(stamp) > 12:
        raise BadSignature("webhook-id or webhook-timestamp is missing")
    if abs(now.timestamp() - int(stamp)) > TOLERANCE.total_seconds():
        raise BadSignature("webhook-timestamp is more than five minutes away")
    expected = _signature(secret, webhook_id, stamp, body)
    given = received.get("webhook-signature", "").split(" ")
    if not any(hmac.compare_digest(expected.encode(), one.encode()) for one in given):
        raise BadSignature("no signature fits")
    return webhook_id


def _signature(secret: str, webhook_id: str, stamp: str, body: bytes) -> str:
    content = b".".join((webhook_id.encode(), stamp.encode(), body))
    mac = hmac.new(key_of(secret), content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"
