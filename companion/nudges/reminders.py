"""Her own reminders: tomorrow's meetings in one bundle the evening before, and each meeting two hours before."""

import logging
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from companion.accounts.circles import ONLY_CITIZEN
from companion.appointments import coming
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.foundation import clock
from companion.foundation.database import by_itself, in_turn, transaction
from companion.nudges.records import Message
from companion.nudges.rules import OWN
from companion.nudges.timing import at, day_of, evening_before, shortly_before

BUNDLE, SHORTLY = "evening", "two-hours"
AHEAD = timedelta(days=3)  # how far reminders are laid out; the next look comes long before
LOOK_EVERY = timedelta(hours=12)
AT_ONCE = 500  # citizens in one transaction
_log = logging.getLogger("companion.nudges")
NAMESPACE = uuid.UUID("6f3c0e52-8f0b-4c39-9d1e-3f6a2f0f7a11")  # makes the same reminder the same key


def look_ahead() -> int:
    """Lay out the reminders of everybody's next days; how many citizens have meetings. The same again adds nothing.

    Where one citizen's cannot be laid out, the others' are; the next look tries again.
    """
    now, seen, after = clock.now(), 0, None
    while True:
        citizens = coming.citizens_between(now, now + AHEAD, after=after, limit=AT_ONCE)
        with transaction():
            for citizen in citizens:
                with by_itself(_say):
                    plan_for(citizen)
        seen += len(citizens)
        if len(citizens) < AT_ONCE:
            return seen
        after = citizens[-1]


def plan_for(citizen: uuid.UUID) -> None:
    """Lay out the reminders of one citizen's next days; what is laid out already stays."""
    now = clock.now()
    meetings = [one for one in appointments.between(citizen, now, now + AHEAD) if stands(one, now)]
    wanted = {one.id: one for one in _wanted(citizen, meetings) if one.planned_for >= now}
    with transaction() as session:
        in_turn(citizen)
        known = set(session.scalars(select(Message.id).where(Message.id.in_(wanted))))
        session.add_all(one for key, one in wanted.items() if key not in known)
        session.flush()


def meetings_of_day(citizen: uuid.UUID, day: date) -> list[KnownAppointment]:
    """The meetings a bundle speaks of, as they are now."""
    found = appointments.between(citizen, at(day, time()), at(day + timedelta(days=1), time()))
    return [one for one in found if day_of(one.starts_at) == day and stands(one, clock.now())]


def stands(meeting: KnownAppointment, now: datetime) -> bool:
    """Whether she is still expected at it: not called off, not declined, not begun."""
    return meeting.cancelled_at is None and meeting.declined_at is None and meeting.starts_at > now


def _say() -> None:
    """The log names no citizen: the place of the fault tells what is wrong."""
    _log.exception("the reminders of one citizen cannot be laid out")


def _wanted(citizen: uuid.UUID, meetings: Iterable[KnownAppointment]) -> Iterator[Message]:
    for meeting in meetings:
        yield _reminder(
            uuid.uuid5(NAMESPACE, f"{citizen} {BUNDLE} {day_of(meeting.starts_at)}"),
            citizen_id=citizen,
            topic=BUNDLE,
            anchor_at=at(day_of(meeting.starts_at), time()),
            planned_for=evening_before(meeting.starts_at),
        )
        yield _reminder(
            uuid.uuid5(NAMESPACE, f"{meeting.id} {SHORTLY} {meeting.starts_at.isoformat()}"),
            citizen_id=citizen,
            topic=SHORTLY,
            about=meeting.id,
            anchor_at=meeting.starts_at,
            planned_for=shortly_before(meeting.starts_at),
        )


def _reminder(key: uuid.UUID, **said: Any) -> Message:
    return Message(
        id=key,
        kind=OWN,
        visible_to=ONLY_CITIZEN,
        made_at=clock.now(),
        next_due=said["planned_for"],
        **said,
    )
