"""Carries a notice to a person: which ways there are, sending on one of them, and how far it came."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from companion.accounts import service as accounts
from companion.foundation import clock, crypto
from companion.foundation.errors import NotFound
from companion.language import neutral
from companion.push import channels, devices, mail_addresses, notices, rules, sealing
from companion.push.channels import Channels
from companion.push.devices import Target
from companion.push.gateway import Parcel, Result
from companion.push.notices import Reached
from companion.push.payload import payload
from companion.push.rules import EMAIL, GONE, PUSH, REFUSED, SMS

TOPIC_LETTERS = 32  # RFC 8030, 5.4: at most 32 of the base64url alphabet
URGENCIES = ("normal", "high")
Writing = Callable[[uuid.UUID], Result]


@dataclass(frozen=True)
class Route:
    """One way to a person: a channel, and the device where the channel has several."""

    channel: str
    device: uuid.UUID | None = None


@dataclass(frozen=True)
class Notice:
    """That there is something to read, and nothing of what; `topic` lets a newer notice take an older one's place."""

    delivery_id: uuid.UUID
    citizen: uuid.UUID
    language: str
    channel: str
    urgency: str
    topic: str | None
    ttl_seconds: int


@dataclass(frozen=True)
class Outcome:
    """What became of it on one way: accepted, gone, refused, unknown or later; how long to wait if we were asked to."""

    route: Route
    state: str
    at: datetime
    retry_after: timedelta | None = None


def reachable(citizen: uuid.UUID) -> list[Route]:
    """Every way to this person that is open just now: her phones, her number, her e-mail address."""
    ways = [Route(PUSH, device.id) for device in devices.of(citizen)]
    offered = channels.offered()
    if SMS in offered and _number(citizen):
        ways.append(Route(SMS))
    if EMAIL in offered and mail_addresses.of(citizen):
        ways.append(Route(EMAIL))
    return ways


def send(notice: Notice, *, by: Channels | None = None) -> list[Outcome]:
    """Send it on its channel, outside any transaction; one outcome a way, none where there is no way.

    Push may be sent again: the same delivery has the same tag on the same phone. A text message or mail is never sent
    twice: asked again, it answers what became of the first.
    """
    ways = by or channels.opened()
    if notice.channel == PUSH:
        return [_push(notice, target, ways) for target in devices.targets(notice.citizen)]
    return _text(notice, ways)


def try_out(device: uuid.UUID, *, citizen: uuid.UUID, language: str, by: Channels | None = None) -> Outcome:
    """The same neutral notice to one phone of mine, now. Raises NotFound, for somebody else's too."""
    found = devices.targets(citizen, only=device)
    if not found:
        raise NotFound
    test = Notice(uuid.uuid4(), citizen, language, PUSH, "normal", None, ttl_seconds=300)
    return _push(test, found[0], by or channels.opened())


def shown(delivery_id: uuid.UUID, device: uuid.UUID) -> None:
    """This device showed the notice of this delivery; said again it changes nothing."""
    notices.reported(notices.on_device(delivery_id, device), opened=False)


def opened(delivery_id: uuid.UUID, device: uuid.UUID) -> None:
    """This device's notice of this delivery was tapped."""
    notices.reported(notices.on_device(delivery_id, device), opened=True)


def seen(notice_id: uuid.UUID, *, opened: bool) -> None:
    """The same, said by the phone itself: the id was sealed for it alone. An unknown one changes nothing."""
    notices.reported(notices.by_id(notice_id), opened=opened)


def reached(delivery_id: uuid.UUID) -> Sequence[Reached]:
    """How far a delivery came, way by way: accepted → shown → opened."""
    return notices.of_delivery(delivery_id)


def _push(notice: Notice, target: Target, ways: Channels) -> Outcome:
    key, _ = notices.claim(delivery=notice.delivery_id, person=notice.citizen, channel=PUSH, device=target.id)
    result = _posted(notice, target, key, ways)
    at = notices.ended(key, result.state)
    if result.state == GONE:
        devices.gone(target.id)
    return Outcome(Route(PUSH, target.id), result.state, at, result.retry_after)


def _posted(notice: Notice, target: Target, key: uuid.UUID, ways: Channels) -> Result:
    try:
        body, authorization = sealing.sealed(payload(key, notice.language), target.subscription, target.vapid_kid)
    except (sealing.KeyGone, ValueError):
        return Result(REFUSED, "cannot-be-sealed")
    headers = {
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "authorization": authorization,
        "ttl": str(rules.ttl(notice.ttl_seconds)),
        "urgency": notice.urgency if notice.urgency in URGENCIES else URGENCIES[0],
        "topic": _topic(notice, target),
    }
    return ways.push.post(Parcel(target.subscription.endpoint, headers, body))


def _topic(notice: Notice, target: Target) -> str:
    """A name that says nothing to a push service, different on every phone; the delivery's own where none is given."""
    named = notice.topic or str(notice.delivery_id)
    return crypto.keyed_hash("push-topic", f"{target.id}|{named}")[:TOPIC_LETTERS]


def _text(notice: Notice, ways: Channels) -> list[Outcome]:
    hand_over = _to_number(notice, ways) if notice.channel == SMS else _to_address(notice, ways)
    if hand_over is None:
        return []
    key, before = notices.claim(delivery=notice.delivery_id, person=notice.citizen, channel=notice.channel)
    if before is not None:
        return [Outcome(Route(notice.channel), before, clock.now())]
    result = hand_over(key)
    return [Outcome(Route(notice.channel), result.state, notices.ended(key, result.state), result.retry_after)]


def _to_number(notice: Notice, ways: Channels) -> Writing | None:
    number, gateway = _number(notice.citizen), ways.sms
    if number is None or gateway is None:
        return None
    return lambda key: gateway.send(number, neutral.text_message(notice.language), reference=key)


def _to_address(notice: Notice, ways: Channels) -> Writing | None:
    address, gateway, text = mail_addresses.of(notice.citizen), ways.mail, neutral.notice(notice.language)
    if address is None or gateway is None:
        return None
    return lambda key: gateway.send(address, text.title, f"{text.title}\n{text.body}\n", reference=key)


def _number(citizen: uuid.UUID) -> str | None:
    known = accounts.people([citizen]).get(citizen)
    return rules.number(known.phone) if known else None
