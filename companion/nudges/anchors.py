"""What a nudge's time hangs on: a day, a meeting, a start of work, or the first day of a programme."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from companion.appointments.meeting import KnownAppointment
from companion.foundation import clock
from companion.nudges import follow_along
from companion.nudges.records import Message
from companion.nudges.timing import at, days_from
from companion.programmes import leading

MEETING, WORK_START, PROGRAMME = "appointment", "work-start", "programme"


@dataclass(frozen=True)
class Plan:
    """When a nudge goes out: the moment, and what it hangs on (None: the moment itself was chosen)."""

    planned_for: datetime
    anchor: str | None = None
    anchor_at: datetime | None = None
    days: int | None = None
    wall_clock: time | None = None
    about: uuid.UUID | None = None


def on_a_day(day: date, wall: time) -> Plan:
    """At an hour of a day."""
    return Plan(at(day, wall))


def from_anchor(anchor: str, anchor_at: datetime, days: int, wall: time, *, about: uuid.UUID | None = None) -> Plan:
    """So many days after (below zero: before) the day of something."""
    return Plan(days_from(anchor_at, days, wall), anchor, anchor_at, days, wall, about)


def follow(message: Message, meeting: KnownAppointment | None) -> str | None:
    """Move the message's time with what it hangs on; `cancelled` when that is gone."""
    if message.anchor is None or message.days is None or message.wall_clock is None:
        return None
    anchor_at = _now_at(message, meeting)
    if anchor_at is None:
        return "cancelled"
    if anchor_at != message.anchor_at:
        message.anchor_at = anchor_at
        message.planned_for = days_from(anchor_at, message.days, message.wall_clock)
        message.planned_for = max(message.planned_for, clock.now())  # past its own time: as soon as it may
    return None


def _now_at(message: Message, meeting: KnownAppointment | None) -> datetime | None:
    if message.anchor == MEETING:
        return meeting.starts_at if meeting else None
    if message.anchor == WORK_START and message.about is not None:
        return follow_along.starts_at(message.about, message.citizen_id)
    if message.sender_id is None:
        return None
    begun = leading.led_by(message.citizen_id, message.sender_id)
    return clock.midnight(begun) if begun else None
