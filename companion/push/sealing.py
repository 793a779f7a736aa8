"""Seals a payload for one phone with `webpush` (RFC 8291) and signs for its push service: their cryptography."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from companion.foundation import clock, runtime
from companion.push import vapid
from companion.push.rules import Subscription

HOLDS = timedelta(hours=12)  # of a signature; RFC 8292 allows 24
RENEWED = timedelta(hours=6)  # before it ends, so that no clock that is a little wrong refuses it
STALE = timedelta(0)


class KeyGone(Exception):
    """The key this phone subscribed under is no longer in the key file: it has to subscribe anew."""


class _Signer:
    """Takes the place of webpush's own signer: one signature serves an origin for hours, and a port stays in it."""

    def __init__(self, pair: vapid.Pair, contact: str | None) -> None:
        self._pair, self._contact = pair, contact
        self._made: dict[str, tuple[datetime, str]] = {}

    def get_authorization_header(self, endpoint: Any, subscriber: str, expiration: int) -> str:
        """The header for this endpoint; `subscriber` and `expiration` are ours to say."""
        port = "" if endpoint.port in (None, 443) else f":{endpoint.port}"
        origin, now = f"{endpoint.scheme}://{endpoint.host}{port}", clock.now()
        made = self._made.get(origin)
        if made is None or not STALE <= now - made[0] < HOLDS - RENEWED:
            made = self._made[origin] = (now, self._header(origin, now))
        return made[1]

    def _header(self, origin: str, now: datetime) -> str:
        import jwt  # webpush's own

        claims: dict[str, Any] = {"aud": origin, "exp": int((now + HOLDS).timestamp())}
        if self._contact:
            claims["sub"] = self._contact
        return f"vapid t={jwt.encode(claims, self._pair.private, algorithm='ES256')}, k={self._pair.point}"


def sealed(payload: bytes, subscription: Subscription, kid: str) -> tuple[bytes, str]:
    """The body to be posted, and the authorization that goes with it. Raises KeyGone or ValueError (a wrong key)."""
    from webpush.types import WebPushKeys, WebPushSubscription

    pair = vapid.pair(kid)
    if pair is None:
        raise KeyGone(kid)
    keys = WebPushKeys(auth=subscription.auth, p256dh=subscription.p256dh)
    where = WebPushSubscription.model_validate({"endpoint": subscription.endpoint, "keys": keys})
    made = _sealer(pair, _contact()).get(payload, where)
    return made.encrypted, made.headers["authorization"]


@lru_cache(maxsize=8)
def _sealer(pair: vapid.Pair, contact: str | None) -> Any:
    """One sealer a key; nothing is passed per call, because that would change it for everybody."""
    import webpush  # here, because only a process that sends needs it

    made = webpush.WebPush(private_key=pair.private, public_key=pair.public, subscriber=contact or "none")
    made.vapid = _Signer(pair, contact)
    return made


def _contact() -> str | None:
    settings = runtime.current().config
    return settings.push_contact or (settings.base_url if settings.secure else None)
