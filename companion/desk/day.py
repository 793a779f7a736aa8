"""The list of a working day: meetings in order of time, then whom to call; names, places and numbers.

Whoever covers for a colleague finds that colleague's meetings and calls on it too, in the circles of the own role.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from companion.accounts import service as accounts
from companion.accounts.circles import circles_of
from companion.accounts.contacts import Contact, contacts
from companion.accounts.service import KnownPerson
from companion.appointments import for_staff
from companion.appointments.meeting import KnownAppointment
from companion.caseload import absence, contacting
from companion.caseload import service as caseload
from companion.caseload.wished import Wished
from companion.foundation import clock
from companion.foundation.audit import Actor
from companion.tasks import unreached


@dataclass(frozen=True)
class Stop:
    """One line of the day: a meeting, or somebody to call (then there is no meeting).

    `wish` is what she wants instead of a call, once nobody reaches her; `colleague` is who is away and covered for.
    """

    person: KnownPerson
    meeting: KnownAppointment | None
    wish: Wished | None = None
    colleague: Contact | None = None


def stops(actor: Actor) -> Sequence[Stop]:
    """Today's meetings of this reader and the calls that are due, with people the reader is there for today."""
    if actor.person_id is None or not circles_of(actor.role):
        return []
    begin, end = clock.midnight(clock.today()), ends_at()
    wishes = unreached.wishes_for(actor)
    found = _stops(actor.person_id, actor, held=for_staff.own_between(begin, end, actor=actor), wishes=wishes)
    away = absence.covered_by(actor.person_id)
    for one, colleague in (contacts(away) if away else {}).items():
        held = for_staff.of_colleague(one, begin, end, role=actor.role)
        found += _stops(one, actor, held=held, wishes=wishes, colleague=colleague)
    meetings = sorted((stop for stop in found if stop.meeting), key=_begins)
    return [*meetings, *(stop for stop in found if stop.meeting is None)]


def ends_at() -> datetime:
    """The midnight at which today's list is over (Danish time; 23 or 25 hours after the last on clock-change days)."""
    return clock.midnight(clock.today() + timedelta(days=1))


def _stops(
    whose: uuid.UUID,
    reader: Actor,
    *,
    held: Sequence[KnownAppointment],
    wishes: Mapping[uuid.UUID, Wished],
    colleague: Contact | None = None,
) -> list[Stop]:
    """What is on the list of one person, in the role of the reader."""
    due = contacting.next_days(actor=replace(reader, person_id=whose), until=clock.today())
    charged = {charge.citizen_id for charge in caseload.charges_of(whose) if charge.lasting or not colleague}
    people = accounts.people(charged & {*(one.citizen_id for one in held), *due})
    meetings = [(one.citizen_id, one) for one in held if one.citizen_id in people]
    calls = [(citizen, None) for citizen in _by_day(due, people)]
    return [Stop(people[who], one, wishes.get(who), colleague) for who, one in (*meetings, *calls)]


def _begins(stop: Stop) -> tuple[datetime, str]:
    return (stop.meeting.starts_at if stop.meeting else ends_at()), stop.person.name


def _by_day(due: Mapping[uuid.UUID, date], people: dict[uuid.UUID, KnownPerson]) -> list[uuid.UUID]:
    """Who waits longest comes first."""
    return sorted(due.keys() & people.keys(), key=lambda citizen: (str(due[citizen]), people[citizen].name, citizen))
