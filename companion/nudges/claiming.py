"""Claims the next due message and records how it ended; the gate decides in the claiming transaction.

No message is claimed after a stop, a pause or a cancellation: they take turns with the claim (`in_turn`), and the claim
decides from what is there then. Calls happen outside any transaction. SMS and e-mail are tried once; a push may be
repeated, because its id is the notification's tag.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from companion.accounts import service as accounts
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import NotFound
from companion.nudges import giving_up
from companion.nudges.deciding import Weighed, weigh
from companion.nudges.gateway import Notice, Outcome, Phones
from companion.nudges.records import Message, MessageDelivery
from companion.nudges.rules import CHANGE, OWN, Verdict
from companion.nudges.timing import closes_at

CLAIM_EXPIRES = timedelta(seconds=60)  # a call ends within 30 s; after this the worker is gone
EVENTS = {True: "message.sent", False: "message.not-sent"}  # whether it reached her inbox
LADDER = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))
ONLY_ONCE = ("sms", "email")  # an unknown outcome is told to a person, never sent again
SHORTEST_TTL, LONGEST_TTL = 60, 12 * 3600  # seconds
DELIVERED, IN_APP, NOT_SENT, GAVE_UP = "delivered", "in-app", "not-sent", "gave-up"

_WAITS = select(Message).where(Message.ended_at.is_(None))
_NEXT_FREE = (  # the first of an index each: however many wait, one is looked at
    _WAITS.with_only_columns(Message.next_due).where(Message.claim_id.is_(None)).order_by(Message.next_due).limit(1)
)
_FIRST_TAKEN = (
    _WAITS.with_only_columns(Message.claimed_at)
    .where(Message.claim_id.is_not(None))
    .order_by(Message.claimed_at)
    .limit(1)
)


@dataclass(frozen=True)
class Claim:
    """One message that this worker, and no other, may carry now."""

    message_id: uuid.UUID
    claim_id: uuid.UUID
    notice: Notice


@dataclass(frozen=True)
class Settled:
    """A due message that is not carried now: held, not sent, in the app only, or given up."""

    message_id: uuid.UUID
    outcome: str


def claim(phones: Phones) -> Claim | Settled | None:
    """Take the oldest due message and decide about it; None: nothing is due."""
    with transaction() as session:
        message = session.scalars(_oldest_due(clock.now())).one_or_none()
        if message is None:
            return None
        in_turn(message.citizen_id)
        weighed = weigh(session, message)
        message.decision = weighed.decision.record(clock.now())
        message.claim_id = None
        if weighed.decision.verdict is Verdict.HOLD:
            message.next_due = weighed.decision.until or clock.now() + LADDER[0]
            return Settled(message.id, "held")
        if weighed.decision.verdict is Verdict.DROP:
            return _end(message, NOT_SENT, weighed.decision.codes[0])
        return _let_through(session, message, weighed, phones)


def record(mine: Claim, outcomes: Sequence[Outcome]) -> str:
    """Write down what one attempt brought; `stale` when this claim is no longer the one that counts."""
    with transaction() as session:
        message = session.scalars(
            select(Message).where(Message.id == mine.message_id, Message.claim_id == mine.claim_id).with_for_update()
        ).one_or_none()
        if message is None or message.ended_at is not None:
            return "stale"
        message.claim_id = None
        delivery = session.get_one(MessageDelivery, mine.notice.delivery_id)
        states = {one.state for one in outcomes}
        if "accepted" in states:
            return _finish(message, delivery, "accepted").outcome
        again = states & {"later"} or (states & {"unknown"} and delivery.channel not in ONLY_ONCE)
        if again and delivery.attempts <= len(LADDER):
            message.next_due = clock.now() + _wait(outcomes, delivery.attempts)
            delivery.claimed_at = None  # it is known that this attempt reached nobody, or that a repeat is the same
            return "retry"
        worst = next((state for state in ("unknown", "later", "refused", "gone") if state in states), "no-phone")
        return _finish(message, delivery, worst).outcome


def next_moment() -> datetime | None:
    """When the next message is due (or an abandoned claim runs out); None: nothing waits."""
    with reading() as db:
        free, taken = db.scalar(_NEXT_FREE), db.scalar(_FIRST_TAKEN)
    moments = [moment for moment in (free, taken and taken + CLAIM_EXPIRES) if moment is not None]
    return min(moments, default=None)


def _oldest_due(now: datetime) -> Select[Message]:
    return (
        select(Message)
        .where(
            Message.ended_at.is_(None),
            Message.next_due <= now,
            or_(
                Message.claim_id.is_(None),
                Message.claimed_at <= now - CLAIM_EXPIRES,
                Message.claimed_at > now + CLAIM_EXPIRES,  # the clock was set back: that claim is nobody's
            ),
        )
        .order_by(Message.next_due)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _let_through(session: Session, message: Message, weighed: Weighed, phones: Phones) -> Claim | Settled:
    """In her inbox from now on; then the phone, if she wants it to ring and there is one."""
    now, channel = clock.now(), weighed.wishes.channel
    message.shown_at, message.sent_at = message.shown_at or now, message.sent_at or now
    if channel == "inbox":
        return _end(message, IN_APP, "chosen")
    delivery = _delivery(session, message, channel)
    if delivery.claimed_at is not None and channel in ONLY_ONCE:  # a worker was killed between claim and outcome
        return _finish(message, delivery, "unknown")
    if channel not in {route.channel for route in phones.reachable(message.citizen_id)}:
        return _finish(message, delivery, "no-phone")
    message.claim_id, message.claimed_at = new_id(), now
    delivery.claimed_at, delivery.attempts = now, delivery.attempts + 1
    return Claim(message.id, message.claim_id, _notice(message, delivery, weighed))


def _delivery(session: Session, message: Message, channel: str) -> MessageDelivery:
    found = session.scalars(
        select(MessageDelivery).where(MessageDelivery.message_id == message.id, MessageDelivery.channel == channel)
    ).one_or_none()
    if found is None:
        found = MessageDelivery(
            id=new_id(), message_id=message.id, citizen_id=message.citizen_id, channel=channel, attempts=0
        )
        session.add(found)
    return found


def _notice(message: Message, delivery: MessageDelivery, weighed: Weighed) -> Notice:
    """Nothing rings in quiet hours, also when a phone is switched on late: it lives until they begin."""
    now = clock.now()
    night = "night-agreed" in weighed.decision.codes
    ends = weighed.meeting.starts_at if night and weighed.meeting else closes_at(now, weighed.wishes.hours)
    seconds = int((ends - now).total_seconds())
    return Notice(
        delivery_id=delivery.id,
        citizen=message.citizen_id,
        language=_language(message.citizen_id),
        channel=delivery.channel,
        urgency="high" if message.kind == CHANGE else "normal",
        topic=None,
        ttl_seconds=min(max(seconds, SHORTEST_TTL), LONGEST_TTL),
    )


def _language(citizen: uuid.UUID) -> str:
    """The reader's own, at the moment of sending."""
    try:
        return accounts.person(citizen).language
    except NotFound:  # she left between decision and notice; nothing will reach her
        return "da"


def _finish(message: Message, delivery: MessageDelivery, state: str) -> Settled:
    """The phone's part is over; what reached no phone is given up, and a named person is told."""
    delivery.ended_at, delivery.outcome = clock.now(), state
    if state == "accepted":
        return _end(message, DELIVERED, state)
    return _end(message, IN_APP if message.kind == OWN else GAVE_UP, state)


def _end(message: Message, outcome: str, why: str) -> Settled:
    message.ended_at, message.outcome, message.claim_id = clock.now(), outcome, None
    if outcome in (GAVE_UP, NOT_SENT):
        giving_up.tell(message, why)
    audit.write(event=EVENTS[outcome != NOT_SENT], citizen=message.citizen_id, actor=audit.WORKER, about=message.id)
    return Settled(message.id, outcome)


def _wait(outcomes: Sequence[Outcome], attempts: int) -> timedelta:
    wished = max((one.retry_after for one in outcomes if one.retry_after is not None), default=timedelta())
    return max(LADDER[min(attempts, len(LADDER)) - 1], min(wished, LADDER[-1]))
