"""One week over all tracks: the meetings of each day, and which of them clash."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.appointments.shown import ShownAppointment, shown
from companion.foundation import clock
from companion.plan.rules import CalendarWeek

MIDNIGHT = "00:00"


@dataclass(frozen=True)
class Day:
    """A day with meetings, earliest first."""

    on: date
    meetings: Sequence[ShownAppointment]


@dataclass(frozen=True)
class Week:
    """A week as the citizen sees it: days without meetings are left out."""

    days: Sequence[Day]
    clashes: Sequence[tuple[KnownAppointment, KnownAppointment]]


def week_for(citizen: uuid.UUID, week: CalendarWeek) -> Week:
    """The citizen's meetings from Monday to Sunday, on a Danish calendar."""
    start = appointments.at_danish_time(week.monday, MIDNIGHT)
    end = appointments.at_danish_time(week.after.monday, MIDNIGHT)
    meetings = appointments.between(citizen, start, end)
    with_people = shown(meetings)
    days = [Day(day, _on(day, with_people)) for day in week.days]
    return Week([day for day in days if day.meetings], appointments.clashes(filter(_takes_time, meetings)))


def _on(day: date, meetings: Sequence[ShownAppointment]) -> Sequence[ShownAppointment]:
    return [one for one in meetings if clock.danish(one.meeting.starts_at).date() == day]


def _takes_time(meeting: KnownAppointment) -> bool:
    return meeting.cancelled_at is None and (meeting.declined_at is None or meeting.is_decided)
