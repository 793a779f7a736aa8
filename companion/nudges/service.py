"""The way into this room: for the worker, the screens above, and whoever ends a case."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from companion.foundation import audit, clock
from companion.foundation.database import in_turn, reading, transaction
from companion.foundation.journal import AnyFact, Fact
from companion.nudges import calls, claiming, draining, facts, reminders
from companion.nudges.gateway import NoPhones, Phones
from companion.nudges.history import replies_waiting
from companion.nudges.records import Message, MessageChoice, ReminderLook
from companion.nudges.sending import send, take_back, tell_session

__all__ = [
    "NoPhones",
    "Phones",
    "Standing",
    "close",
    "drain",
    "next_moment",
    "replies_waiting",
    "send",
    "standing",
    "take",
    "take_again",
    "take_back",
    "tell_session",
]


@dataclass(frozen=True)
class Standing:
    """What Today needs to know: messages she has not looked at, and whether this is a hard day."""

    unread: int
    hard_day: bool


_STANDING = select(
    select(func.count())
    .where(
        Message.citizen_id == bindparam("citizen"),
        Message.shown_at.is_not(None),
        Message.read_at.is_(None),
        Message.remind_at.is_(None),
    )
    .scalar_subquery(),
    select(MessageChoice.hard_day_until)
    .where(MessageChoice.citizen_id == bindparam("citizen"), MessageChoice.hard_day_until > bindparam("now"))
    .scalar_subquery(),
)


def standing(citizen: uuid.UUID) -> Standing:
    """Both in one select."""
    with reading() as db:
        unread, hard_day = db.execute(_STANDING, {"citizen": citizen, "now": clock.now()}).one()
    return Standing(unread, hard_day is not None)


def take(found: Sequence[AnyFact]) -> int:
    """Turn facts about meetings into messages, and wishes to be called into notices; how many messages."""
    calls.take(found)
    return facts.take(found)


def take_again(found: Sequence[Fact]) -> int:
    """The same for facts that could not be told before; how many."""
    return facts.take_again(found)


def drain(*, phones: Phones, stopped: Callable[[], bool] = lambda: False) -> draining.Done:
    """Lay out reminders where that is due, and send everything that is due; how many messages ended how."""
    if not stopped():
        _look_ahead()
    calls.drain(phones=phones, stopped=stopped)
    return draining.drain(phones=phones, stopped=stopped)


def next_moment() -> datetime | None:
    """When something is due next: a message, or a notice to whoever is to call."""
    return min(filter(None, (claiming.next_moment(), calls.next_moment())), default=None)


def close(*, citizen: uuid.UUID, actor: audit.Actor) -> int:
    """The case ends: whatever has not gone out does not go out; how many messages that were."""
    with transaction() as session:
        in_turn(citizen)
        waiting = select(Message).where(Message.citizen_id == citizen, Message.ended_at.is_(None))
        ended = session.scalars(waiting.with_for_update()).all()
        for message in ended:
            message.ended_at, message.outcome, message.claim_id = clock.now(), "not-sent", None
            message.decision = {"verdict": "drop", "codes": ["closed"], "at": clock.now().isoformat()}
            audit.write(event="message.not-sent", citizen=citizen, actor=actor, about=message.id)
        return len(ended)


def _look_ahead() -> None:
    """Twice a day for everybody; a meeting that is booked or moved in between brings its own fact."""
    now = clock.now()
    last: datetime | None
    with reading() as db:
        last = db.scalar(select(func.max(ReminderLook.looked_at)).where(ReminderLook.looked_at <= now))
    if last is not None and now - last < reminders.LOOK_EVERY:
        return
    reminders.look_ahead()
    with transaction() as session:
        session.add(ReminderLook(looked_at=now))
