"""The list of a working day: meetings in order of time, then whom to call; names, places and numbers, nothing else."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from companion.accounts import service as accounts
from companion.accounts.circles import circles_of
from companion.accounts.service import KnownPerson
from companion.appointments import for_staff
from companion.appointments.meeting import KnownAppointment
from companion.caseload import contacting
from companion.caseload import service as caseload
from companion.foundation import clock
from companion.foundation.audit import Actor


@dataclass(frozen=True)
class Stop:
    """One line of the day: a meeting, or somebody to call (then there is no meeting)."""

    person: KnownPerson
    meeting: KnownAppointment | None


def stops(actor: Actor) -> Sequence[Stop]:
    """Today's meetings of this reader and the calls that are due, with people the reader is there for today."""
    if actor.person_id is None or not circles_of(actor.role):
        return []
    begin, end = clock.midnight(clock.today()), ends_at()
    held = for_staff.own_between(begin, end, actor=actor)
    due = contacting.next_days(actor=actor, until=clock.today())
    charged = {charge.citizen_id for charge in caseload.charges_of(actor.person_id)}
    people = accounts.people(charged & {*(one.citizen_id for one in held), *due})
    meetings = [Stop(people[one.citizen_id], one) for one in held if one.citizen_id in people]
    calls = [Stop(people[citizen], None) for citizen in _by_day(due, people) if citizen in people]
    return [*meetings, *calls]


def ends_at() -> datetime:
    """The midnight at which today's list is over (Danish time; 23 or 25 hours after the last on clock-change days)."""
    return clock.midnight(clock.today() + timedelta(days=1))


def _by_day(due: Mapping[uuid.UUID, date], people: dict[uuid.UUID, KnownPerson]) -> list[uuid.UUID]:
    """Who waits longest comes first."""
    return sorted(due.keys() & people.keys(), key=lambda citizen: (str(due[citizen]), people[citizen].name, citizen))
