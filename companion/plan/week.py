"""One week over all tracks: the meetings and private entries of each day, and which of them clash."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from companion.accounts.circles import circles_of
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.appointments.shown import ShownAppointment, shown
from companion.foundation import audit, clock
from companion.language.text import Text
from companion.plan import own_entries
from companion.plan.own_entries import OwnTime
from companion.plan.rules import CalendarWeek

MIDNIGHT = "00:00"
STAFF_LOOK_AHEAD = timedelta(weeks=8)  # an editor plans no further


@dataclass(frozen=True)
class Happening:
    """Something that takes time: a meeting with its title, or a private entry with her own words."""

    id: uuid.UUID
    starts_at: datetime
    ends_at: datetime
    title: Text | None
    words: str | None


Clash = tuple[Happening, Happening]


@dataclass(frozen=True)
class Day:
    """A day with meetings and private entries, each earliest first."""

    on: date
    meetings: Sequence[ShownAppointment]
    own: Sequence[OwnTime]


@dataclass(frozen=True)
class Week:
    """A week as the citizen sees it: days without anything are left out."""

    days: Sequence[Day]
    clashes: Sequence[Clash]


def week_for(citizen: uuid.UUID, week: CalendarWeek) -> Week:
    """The citizen's meetings and private entries from Monday to Sunday, on a Danish calendar."""
    start = appointments.at_danish_time(week.monday, MIDNIGHT)
    end = appointments.at_danish_time(week.after.monday, MIDNIGHT)
    meetings, own = appointments.between(citizen, start, end), own_entries.between(citizen, start, end)
    with_people = shown(meetings)
    days = [Day(day, _on(day, with_people), [one for one in own if _day(one.starts_at) == day]) for day in week.days]
    busy = [*map(_meeting, filter(_takes_time, meetings)), *map(_private, own)]
    return Week([day for day in days if day.meetings or day.own], appointments.clashes(busy))


def clashes_for_staff(citizen: uuid.UUID, actor: audit.Actor) -> Sequence[Clash]:
    """Which of the meetings this member of staff holds clash (R3): computed from nothing that is hidden from the role.

    Private entries, meetings of others and what the citizen answered are not looked at.
    """
    ahead = appointments.between(citizen, clock.now(), clock.now() + STAFF_LOOK_AHEAD)
    return appointments.clashes(_meeting(one) for one in ahead if _holds(actor, one) and one.cancelled_at is None)


def _holds(actor: audit.Actor, one: KnownAppointment) -> bool:
    told = one.visible_to in circles_of(actor.role) or one.owner_role == actor.role
    return one.owner_id == actor.person_id and told


def _on(day: date, meetings: Iterable[ShownAppointment]) -> Sequence[ShownAppointment]:
    return [one for one in meetings if _day(one.meeting.starts_at) == day]


def _day(moment: datetime) -> date:
    return clock.danish(moment).date()


def _takes_time(meeting: KnownAppointment) -> bool:
    return meeting.cancelled_at is None and (meeting.declined_at is None or meeting.is_decided)


def _meeting(one: KnownAppointment) -> Happening:
    return Happening(one.id, one.starts_at, one.ends_at, one.title, None)


def _private(one: OwnTime) -> Happening:
    return Happening(one.id, one.starts_at, one.ends_at, None, one.words)
