"""What a subscription may be, what a push service's answer means, and how long a text message is: pure rules."""

import base64
import binascii
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

PUSH, SMS, EMAIL = "push", "sms", "email"
MOST_DEVICES = 10  # phones of one person; more is a fault or an attack
LARGEST_SUBSCRIPTION = 4096  # bytes of JSON; real ones have some 500
LONGEST_ENDPOINT = 1500  # letters; the longest seen is some 800 (Windows)
POINT_BYTES, AUTH_BYTES = 65, 16  # RFC 8291, 3.1 and 3.2: an uncompressed P-256 point and a secret
LONGEST_TTL = 28 * 24 * 3600  # seconds; what push services keep at most
GSM_UNITS, UCS2_UNITS = 160, 70  # one text message (3GPP TS 23.038, 23.040)
LOOKS = (time(7), time(13))  # Danish; for everybody at once, so that an hour says nothing about anybody
ACCEPTED, GONE, REFUSED, UNKNOWN, LATER = "accepted", "gone", "refused", "unknown", "later"

# The GSM 7 bit default alphabet (3GPP TS 23.038, 6.2.1) and its extension table (6.2.1.1), where a letter counts twice.
GSM_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")

_DANISH_NUMBER = re.compile(r"[2-9]\d{7}")
_WORLD_NUMBER = re.compile(r"\+[1-9]\d{7,14}")  # ITU-T E.164
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


@dataclass(frozen=True)
class Subscription:
    """Where a browser takes notices, and the two keys that seal them for it."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Services:
    """The push services we post to: exact host names, and domains whose every name is one."""

    hosts: Collection[str]
    domains: Collection[str]

    def take(self, endpoint: str) -> bool:
        """Whether this address is one of theirs: https, port 443, no name or password in it."""
        if len(endpoint) > LONGEST_ENDPOINT or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
            return False
        try:
            parts = urlsplit(endpoint)
            port = parts.port
        except ValueError:
            return False
        if parts.scheme != "https" or port not in (None, 443) or "@" in parts.netloc or "\\" in endpoint:
            return False
        return not parts.fragment and self._know(parts.hostname or "")

    def _know(self, host: str) -> bool:
        return host in self.hosts or any(host.endswith(f".{domain}") for domain in self.domains)


def subscription(told: Any) -> Subscription | None:
    """What a browser told of itself, or None if it is none: an endpoint and two keys of the right size."""
    keys = told.get("keys") if isinstance(told, dict) else None
    if not isinstance(keys, dict):
        return None
    endpoint, p256dh, auth = told.get("endpoint"), keys.get("p256dh"), keys.get("auth")
    if not (isinstance(endpoint, str) and isinstance(p256dh, str) and isinstance(auth, str)):
        return None
    made = Subscription(endpoint, p256dh, auth)
    point = _bytes(made.p256dh)
    fits = len(point) == POINT_BYTES and point[0] == 4 and len(_bytes(made.auth)) == AUTH_BYTES
    return made if fits else None


def state_of(status: int) -> str:
    """What the answer of a push service means (RFC 8030, 5 and 7.3; 404 and 410 both mean gone)."""
    if 200 <= status < 300:
        return ACCEPTED
    if status in (404, 410):
        return GONE
    return LATER if status in (408, 429) or status >= 500 else REFUSED


def text_state_of(status: int) -> str:
    """The same for a text message, which must never go twice: after a 5xx nobody knows."""
    if 200 <= status < 300:
        return ACCEPTED
    if status == 429:
        return LATER
    return UNKNOWN if status >= 500 or status == 408 else REFUSED


def ttl(seconds: int) -> int:
    """How long a push service keeps a notice for a phone that is off."""
    return min(max(seconds, 0), LONGEST_TTL)


def next_look(danish: datetime) -> datetime:
    """The next hour of LOOKS after a Danish moment: at most 18 hours away, 19 where the clock is set back."""
    days = (danish.date(), danish.date() + timedelta(days=1))
    moments = (datetime.combine(day, hour, danish.tzinfo) for day in days for hour in LOOKS)
    return next(moment for moment in moments if moment > danish)


def fits_one_text(text: str) -> bool:
    """Whether this is one text message, in the alphabet it needs."""
    if set(text) <= GSM_ALPHABET | GSM_EXTENSION:
        return len(text) + sum(letter in GSM_EXTENSION for letter in text) <= GSM_UNITS
    return len(text.encode("utf-16-be")) // 2 <= UCS2_UNITS


def number(phone: str | None) -> str | None:
    """A phone number as the world dials it (E.164), or None if it is none; eight digits are Danish."""
    digits = re.sub(r"[\s.()-]", "", phone or "")
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    if _DANISH_NUMBER.fullmatch(digits):
        return f"+45{digits}"
    return digits if _WORLD_NUMBER.fullmatch(digits) else None


def is_address(text: str) -> bool:
    """Whether this is one plain e-mail address (the form that HTML's own field takes), with a dot in its domain."""
    return len(text) <= 254 and ".." not in text and bool(_ADDRESS.fullmatch(text))


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return b""
