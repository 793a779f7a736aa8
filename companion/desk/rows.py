"""The caseload as rows of the desk: computed in a fixed number of statements, whatever its size."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from companion.accounts import service as accounts
from companion.accounts.circles import circles_of
from companion.accounts.service import KnownPerson
from companion.appointments import for_staff
from companion.appointments.meeting import KnownAppointment
from companion.caseload import contacting, wished
from companion.caseload import service as caseload
from companion.caseload.contacting import Standing
from companion.caseload.service import Charge
from companion.caseload.wished import Wished
from companion.concerns import releasing
from companion.desk.signals import LOOK_AGAIN, Asked, Signal, signals
from companion.desk.signals import NOT_REACHED as SILENT
from companion.foundation import clock
from companion.foundation.audit import Actor
from companion.language.table import Language, language
from companion.nudges import reach
from companion.nudges.history import NOT_REACHED
from companion.nudges.reach import Reach
from companion.tasks import service as tasks
from companion.tasks import unreached
from companion.tasks.service import Waiting
from companion.tasks.unreached import TO_CALL

PAGE = 50  # rows on one page; an IPS consultant has half of it at most
BY_NAME, BY_MEETING = "name", "meeting"
SORTS = (BY_NAME, BY_MEETING)
NEVER = datetime.min.replace(tzinfo=UTC)  # before every meeting there was


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
    reach: Reach | None = None  # of the reader's newest message to her
    wish: Wished | None = None  # what she wants instead of a call, once nobody reaches her

    @property
    def interpreter(self) -> Language | None:
        """The language an interpreter is booked in for the next meeting; what she reads herself is not told (0010)."""
        spoken = self.next_meeting.interpreter_language if self.next_meeting else None
        return language(spoken) if spoken else None

    @property
    def reached(self) -> str | None:
        """Whether messages reach her: not while somebody is asked to call instead; None where none was sent."""
        if any(task.kind in TO_CALL for task in self.waiting):
            return NOT_REACHED
        return self.reach.state if self.reach else None

    @property
    def oldest_days(self) -> int:
        """How long the oldest of what waits has waited, in days of 24 hours."""
        return max(((clock.now() - task.asked_at).days for task in self.waiting), default=0)


@dataclass(frozen=True)
class Pointed:
    """Somebody the desk points at, on whatever page of the caseload."""

    person: KnownPerson
    signals: Sequence[Signal]


@dataclass(frozen=True)
class Desk:
    """One page of the caseload, and everybody named on it."""

    people: dict[uuid.UUID, KnownPerson]
    rows: Sequence[Row]
    silent: Sequence[Pointed]
    look_again: Sequence[Pointed]
    waiting: Sequence[Waiting]
    wishes: Mapping[uuid.UUID, Wished]
    charges: int
    found: int
    page: int
    pages: int
    involved: Collection[uuid.UUID] = ()  # with a health coordinator, and she lets her contact know


def desk_of(
    actor: Actor,
    *,
    sort: str = BY_NAME,
    page: int = 1,
    name: str = "",
    also: Collection[uuid.UUID] = (),
    covered: Collection[uuid.UUID] = (),
) -> Desk:
    """What this member of staff sees; a role that meets nobody sees no citizen at all.

    `also` are named on any page; for `covered` the reader answers in a colleague's place today.
    """
    known = _known(actor, covered)
    found = _sorted([one for one in known.charges if _is_meant(known.people[one], name)], known, sort)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    pointed = _pointed(known, SILENT), _pointed(known, LOOK_AGAIN)
    named = {*shown, *known.signals, *(task.citizen_id for task in known.waiting), *(known.people.keys() & set(also))}
    people = {citizen: known.people[citizen] for citizen in named}
    counted = (len(known.charges), len(found), page, pages)
    involved = releasing.is_involved(shown) if shown else ()
    return Desk(people, _rows(actor, shown, known), *pointed, known.waiting, known.wishes, *counted, involved)


@dataclass(frozen=True)
class _Known:
    """What is read for the whole caseload."""

    charges: dict[uuid.UUID, Charge]
    people: dict[uuid.UUID, KnownPerson]
    standings: dict[uuid.UUID, Standing]
    waiting: Sequence[Waiting]
    signals: dict[uuid.UUID, list[Signal]]
    wishes: Mapping[uuid.UUID, Wished]


def _known(actor: Actor, covered: Collection[uuid.UUID]) -> _Known:
    asked, charged = _tasks(actor), _charges(actor)
    people = accounts.people({*charged, *(task.citizen_id for task in asked)})
    charges = {citizen: charge for citizen, charge in charged.items() if citizen in people}
    own = {citizen for citizen, charge in charges.items() if charge.responsible}
    about = {*charges, *covered}
    standings = contacting.standings(about, role=actor.role) if about else {}
    wishes = wished.where_silent({*own, *covered}, standings=standings, unreached=unreached.since(asked))
    day_only = {citizen for citizen, charge in charges.items() if not charge.lasting}
    told = signals(Asked(actor, charges.keys(), standings, wishes, day_only))
    return _Known(charges, people, standings, [task for task in asked if task.citizen_id in people], told, wishes)


def _charges(actor: Actor) -> dict[uuid.UUID, Charge]:
    """Whom the reader is there for today; whoever is covered for a colleague stands apart (`desk/covering.py`)."""
    if actor.person_id is None or not circles_of(actor.role):
        return {}
    return {charge.citizen_id: charge for charge in caseload.charges_of(actor.person_id)}


def _tasks(actor: Actor) -> Sequence[Waiting]:
    if actor.person_id is None or not circles_of(actor.role):
        return ()
    asked = tasks.waiting_for(actor.person_id, role=actor.role)
    tasks.see(asked)
    return asked


def _rows(actor: Actor, shown: Sequence[uuid.UUID], known: _Known) -> Sequence[Row]:
    if not shown:
        return ()
    last, coming = for_staff.own_near(shown, actor=actor)
    days, reaches = contacting.next_days(actor=actor), reach.of(shown, actor=actor)
    made = []
    for citizen in shown:
        standing = known.standings.get(citizen, Standing())
        about = (standing, coming.get(citizen), days.get(citizen), _unlogged(last.get(citizen), standing))
        mine = [task for task in known.waiting if task.citizen_id == citizen]
        told = known.signals.get(citizen, ()), reaches.get(citizen), known.wishes.get(citizen)
        made.append(Row(known.people[citizen], known.charges[citizen], *about, mine, *told))
    return made


def _pointed(known: _Known, kind: str) -> Sequence[Pointed]:
    told = {who: [one for one in found if one.kind == kind] for who, found in known.signals.items()}
    return [
        Pointed(known.people[who], told[who]) for who in _sorted([who for who in told if told[who]], known, BY_NAME)
    ]


def _unlogged(meeting: KnownAppointment | None, standing: Standing) -> KnownAppointment | None:
    """A meeting of the past two weeks that nobody logged anything about; whether she came is not assumed."""
    if meeting is None:
        return None
    newest = max(filter(None, (standing.contact_at, standing.silent_since)), default=None)
    return meeting if newest is None or newest < meeting.starts_at else None


def _is_meant(person: KnownPerson, name: str) -> bool:
    return all(part in person.name.casefold() for part in name.casefold().split())


def _sorted(citizens: list[uuid.UUID], known: _Known, sort: str) -> list[uuid.UUID]:
    def by_name(citizen: uuid.UUID) -> tuple[str, uuid.UUID]:
        return known.people[citizen].name, citizen

    def longest_first(citizen: uuid.UUID) -> tuple[datetime, tuple[str, uuid.UUID]]:
        return known.standings.get(citizen, Standing()).met_at or NEVER, by_name(citizen)

    return sorted(citizens, key=longest_first if sort == BY_MEETING else by_name)
