"""What a citizen says about messages: channel, hours, pause, a hard day, reminders, stops; staff see none of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from companion.foundation import audit, clock, journal
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.nudges.records import Message, MessageChoice, MessageStop
from companion.nudges.rules import NUDGE, Wishes, hard_day_ends
from companion.nudges.timing import Hours

CHANNELS = ("push", "sms", "email", "inbox")  # `inbox`: only in the app, nothing rings
OFFERED = ("push", "inbox")  # on the form; the others where the installation can send them
PAUSES = {"a-week": timedelta(days=7), "two-weeks": timedelta(days=14), "open": None}


class HoursDoNotFit(Invalid):
    """Messages come between 8 and 20, and two hours of the day stay open."""

    sentence = N_("Vælg tider mellem 8 og 20. Lad mindst to timer være åbne.")


@dataclass(frozen=True)
class Chosen:
    """The part of her wishes that the form sets at once."""

    channel: str
    hours: Hours
    evening: bool
    two_hours: bool
    at_night: bool
    receipts: bool


@dataclass(frozen=True)
class Stop:
    """One stop that stands: of a sender, or of a type."""

    id: uuid.UUID
    sender_id: uuid.UUID | None
    topic: str | None
    stopped_at: datetime


_CHOICE = select(MessageChoice.__table__).where(MessageChoice.citizen_id == bindparam("citizen"))
_STOPS = (
    select(MessageStop.id, MessageStop.sender_id, MessageStop.topic, MessageStop.stopped_at)
    .where(MessageStop.citizen_id == bindparam("citizen"), MessageStop.ended_at.is_(None))
    .order_by(MessageStop.stopped_at, MessageStop.id)
)


def wishes_of(citizen: uuid.UUID) -> Wishes:
    """What this citizen has said, or what counts for somebody who has said nothing."""
    with reading() as db:
        row = db.execute(_CHOICE, {"citizen": citizen}).one_or_none()
    if row is None:
        return Wishes()
    told = row._asdict()
    hours = Hours(*(told.pop(name) for name in ("opens", "closes", "rest_from", "rest_to")))
    return Wishes(hours=hours, **{name: told[name] for name in Wishes.__dataclass_fields__ if name != "hours"})


def stops_of(citizen: uuid.UUID) -> Sequence[Stop]:
    """Every stop that stands, oldest first."""
    with reading() as db:
        return [Stop(*row) for row in db.execute(_STOPS, {"citizen": citizen})]


def choose(*, chosen: Chosen, actor: audit.Actor) -> None:
    """Channel, hours, reminders and receipts, all at once. Raises Invalid or HoursDoNotFit."""
    if chosen.channel not in CHANNELS:
        raise Invalid
    if not chosen.hours.is_sound:
        raise HoursDoNotFit
    since = wishes_of(_citizen(actor)).receipts_since or clock.now()
    _write(
        actor,
        "notifications.chosen",
        channel=chosen.channel,
        **_columns(chosen.hours),
        evening=chosen.evening,
        two_hours=chosen.two_hours,
        at_night=chosen.at_night,
        receipts_since=since if chosen.receipts else None,
    )


def begin_hard_day(*, actor: audit.Actor) -> None:
    """No nudges until tomorrow; nobody of the staff learns it."""
    _write(actor, "hard-day.begun", hard_day_until=hard_day_ends(clock.now()))


def end_hard_day(*, actor: audit.Actor) -> None:
    """It is better already: what waited may come."""
    _write(actor, "hard-day.ended", hard_day_until=None)


def pause(*, length: str, actor: audit.Actor) -> None:
    """No nudges and no reminders for a week, two weeks, or until she says so. Raises Invalid."""
    if length not in PAUSES:
        raise Invalid
    lasts, now = PAUSES[length], clock.now()
    _write(actor, "notifications.paused", paused_at=now, paused_until=now + lasts if lasts else None)


def resume(*, actor: audit.Actor) -> None:
    """Messages may come again."""
    _write(actor, "notifications.resumed", paused_at=None, paused_until=None)


def stop(*, sender: uuid.UUID | None = None, topic: str | None = None, actor: audit.Actor) -> None:
    """From this moment nothing from this person, or nothing of this type; a second time is the first."""
    citizen = _citizen(actor)
    if (sender is None) == (topic is None):
        raise Invalid
    with transaction() as session:
        in_turn(citizen)
        if any((one.sender_id, one.topic) == (sender, topic) for one in stops_of(citizen)):
            return
        made = MessageStop(id=new_id(), citizen_id=citizen, sender_id=sender, topic=topic, stopped_at=clock.now())
        session.add(made)
        audit.write(event="messages.stopped", citizen=citizen, actor=actor, about=made.id)


def end_stop(*, stop_id: uuid.UUID, actor: audit.Actor) -> None:
    """These messages may come again. Raises NotFound."""
    with transaction() as session:
        found = session.get(MessageStop, stop_id)
        if found is None or found.citizen_id != actor.person_id:
            raise NotFound
        if found.ended_at is None:
            found.ended_at = clock.now()
            audit.write(event="messages.allowed", citizen=found.citizen_id, actor=actor, about=found.id)


def _write(actor: audit.Actor, event: str, **said: Any) -> None:
    """Keep it, and let everything that waits be looked at again now."""
    citizen = _citizen(actor)
    with transaction() as session:
        in_turn(citizen)
        found = session.get(MessageChoice, citizen)
        if found is None:
            found = _untouched(citizen)
            session.add(found)
        for name, value in said.items():
            setattr(found, name, value)
        found.chosen_at = clock.now()
        _look_again(session, citizen)
        audit.write(event=event, citizen=citizen, actor=actor)


def _look_again(session: Session, citizen: uuid.UUID) -> None:
    """What is being sent at this moment is locked, and passed over: it is looked at anyway."""
    now = clock.now()
    held = select(Message.id).where(
        Message.citizen_id == citizen,
        Message.kind == NUDGE,
        Message.ended_at.is_(None),
        Message.claim_id.is_(None),
        Message.planned_for <= now,
    )
    ids = session.scalars(held.with_for_update(skip_locked=True)).all()
    session.execute(update(Message).where(Message.id.in_(ids)).values(next_due=now))
    journal.wake_after_commit(session)


def _untouched(citizen: uuid.UUID) -> MessageChoice:
    usual = Wishes()
    return MessageChoice(
        citizen_id=citizen,
        channel=usual.channel,
        evening=usual.evening,
        two_hours=usual.two_hours,
        at_night=usual.at_night,
        **_columns(usual.hours),
    )


def _columns(hours: Hours) -> dict[str, time | None]:
    return {name: getattr(hours, name) for name in ("opens", "closes", "rest_from", "rest_to")}


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None:
        raise NotFound
    return actor.person_id
