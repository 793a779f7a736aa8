"""The caseload as rows of the desk: computed in a fixed number of statements, whatever its size."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from companion.accounts import service as accounts
from companion.accounts.circles import circles_of
from companion.accounts.service import KnownPerson
from companion.appointments import for_staff
from companion.appointments.meeting import KnownAppointment
from companion.caseload import contacting
from companion.caseload import service as caseload
from companion.caseload.contacting import Standing
from companion.caseload.service import Charge
from companion.desk.signals import Asked, Signal, signals
from companion.foundation import clock
from companion.foundation.audit import Actor
from companion.tasks import service as tasks
from companion.tasks.service import Waiting

PAGE = 50  # rows on one page; an IPS consultant has half of it at most
BY_NAME, BY_MEETING = "name", "meeting"
SORTS = (BY_NAME, BY_MEETING)


@dataclass(frozen=True)
class Row:
    """One citizen as the reader may know her; `unlogged` is a meeting that has been and that no contact tells of."""

    person: KnownPerson
    charge: Charge
    standing: Standing
    next_meeting: KnownAppointment | None
    next_on: date | None
    unlogged: KnownAppointment | None
    waiting: Sequence[Waiting]
    signals: Sequence[Signal]

    @property
    def interpreter(self) -> str | None:
        """The language an interpreter is booked in for the next meeting; what she reads herself is not told (0010)."""
        return self.next_meeting.interpreter_language if self.next_meeting else None


@dataclass(frozen=True)
class Desk:
    """One page of the caseload, and everybody named on it."""

    people: dict[uuid.UUID, KnownPerson]
    rows: Sequence[Row]
    waiting: Sequence[Waiting]
    charges: int
    found: int
    page: int
    pages: int


def desk_of(actor: Actor, *, sort: str = BY_NAME, page: int = 1, name: str = "") -> Desk:
    """What this member of staff sees; a role that meets nobody sees no citizen at all."""
    asked = _tasks(actor)
    charged = _charges(actor)
    people = accounts.people({*charged, *(task.citizen_id for task in asked)})
    there = [citizen for citizen in charged if citizen in people]
    standings = contacting.standings(there, role=actor.role) if there else {}
    found = _sorted([citizen for citizen in there if _is_meant(people[citizen], name)], people, standings, sort)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    waiting = [task for task in asked if task.citizen_id in people]
    named = {*shown, *(task.citizen_id for task in waiting)}
    rows = _rows(actor, [charged[citizen] for citizen in shown], _Known(people, standings, waiting))
    known = {citizen: people[citizen] for citizen in named}
    return Desk(known, rows, waiting, len(there), len(found), page, pages)


def _charges(actor: Actor) -> dict[uuid.UUID, Charge]:
    """Whom the reader is there for today; cover for a colleague (`caseload.absence`) is added here and counts apart."""
    if actor.person_id is None or not circles_of(actor.role):
        return {}
    return {charge.citizen_id: charge for charge in caseload.charges_of(actor.person_id)}


def _tasks(actor: Actor) -> Sequence[Waiting]:
    if actor.person_id is None or not circles_of(actor.role):
        return ()
    return tasks.waiting_for(actor.person_id, role=actor.role)


@dataclass(frozen=True)
class _Known:
    """What was read for the whole caseload already."""

    people: dict[uuid.UUID, KnownPerson]
    standings: dict[uuid.UUID, Standing]
    waiting: Sequence[Waiting]


def _rows(actor: Actor, shown: Sequence[Charge], known: _Known) -> Sequence[Row]:
    if not shown:
        return ()
    citizens = {charge.citizen_id for charge in shown}
    own = {charge.citizen_id for charge in shown if charge.responsible}
    last, coming = for_staff.own_near(citizens, actor=actor)
    days = contacting.next_days(actor=actor)
    told = signals(Asked(actor, citizens, own, known.standings))
    made = []
    for charge in shown:
        key = charge.citizen_id
        standing = known.standings.get(key, Standing())
        mine = [task for task in known.waiting if task.citizen_id == key]
        unlogged = _unlogged(last.get(key), standing)
        about = (standing, coming.get(key), days.get(key), unlogged)
        made.append(Row(known.people[key], charge, *about, mine, told.get(key, ())))
    return made


def _unlogged(meeting: KnownAppointment | None, standing: Standing) -> KnownAppointment | None:
    """A meeting of the past two weeks that nobody logged anything about; whether she came is not assumed."""
    if meeting is None:
        return None
    newest = max(filter(None, (standing.contact_at, standing.silent_since)), default=None)
    return meeting if newest is None or newest < meeting.starts_at else None


def _is_meant(person: KnownPerson, name: str) -> bool:
    return all(part in person.name.casefold() for part in name.casefold().split())


def _sorted(
    citizens: list[uuid.UUID], people: dict[uuid.UUID, KnownPerson], standings: dict[uuid.UUID, Standing], sort: str
) -> list[uuid.UUID]:
    def by_name(citizen: uuid.UUID) -> tuple[str, uuid.UUID]:
        return people[citizen].name, citizen

    if sort != BY_MEETING:
        return sorted(citizens, key=by_name)
    begin = clock.midnight(date.min.replace(year=1900))

    def longest_first(citizen: uuid.UUID) -> tuple[object, tuple[str, uuid.UUID]]:
        met = standings[citizen].met_at if citizen in standings else None
        return met or begin, by_name(citizen)

    return sorted(citizens, key=longest_first)
