"""Groups that go through a programme together: starting one, who is in it, who leads it and whether there is room."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from companion.accounts.contacts import contacts
from companion.accounts.rules import HEALTH_ROLES
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.programmes import rules, templates
from companion.programmes.programme import Programme, Session
from companion.programmes.records import Enrolment, Run
from companion.programmes.template_errors import TemplateError
from companion.programmes.template_shape import GROUP_LIMIT

USUAL_SIZE = 20  # people in a group, where the programme does not say (case S19)
FARTHEST = timedelta(days=731)  # a group is planned for the next two years; more is a mistyped date


class GroupFull(Conflict):
    """As many as there is room for are in the group."""

    sentence = N_("Holdet er fuldt. Vælg et andet hold, eller spørg igen, når der er plads.")


class NoLeader(Invalid):
    """A group is led by somebody of a health role with a role today."""

    sentence = N_("Vælg en fra sundhed, der leder holdet.")


class WrongSize(Invalid):
    """A group has at least two people, and not more than a hall holds."""

    sentence = N_("Skriv, hvor mange der er plads til: fra 2 til 200.")


class WrongDay(Invalid):
    """A first day that nobody could mean."""

    sentence = N_("Vælg en dag inden for de næste to år.")


@dataclass(frozen=True)
class KnownRun:
    """One group; `people` is how many are in it today."""

    id: uuid.UUID
    programme_id: str
    unit_id: uuid.UUID
    starts_on: date
    leader_id: uuid.UUID
    second_leader_id: uuid.UUID | None
    capacity: int
    people: int

    @property
    def is_full(self) -> bool:
        """Whether there is no room for one more."""
        return self.people >= self.capacity

    @property
    def programme(self) -> Programme:
        """The programme it goes through."""
        return templates.load(self.programme_id)

    @property
    def is_over(self) -> bool:
        """Whether its last week has been."""
        found = self.programme
        last = rules.runs_until(self.starts_on, weeks=found.length, open_ended=found.open_ended)
        return last is not None and last <= clock.today()

    def sessions_on(self, day: date) -> Sequence[Session]:
        """What the group meets for on this day."""
        return [one for one in self.programme.sessions if self.day_of(one) == day]

    def day_of(self, session: Session) -> date:
        """The day on which a session of the programme is held."""
        return rules.session_day(self.starts_on, session.week, session.weekday)

    @property
    def days(self) -> Sequence[date]:
        """Every day the group meets, in order."""
        return sorted({self.day_of(one) for one in self.programme.sessions})


@dataclass(frozen=True)
class Member:
    """One citizen in a group, by her enrolment."""

    enrolment_id: uuid.UUID
    citizen_id: uuid.UUID


_RUNS = select(
    Run.id,
    Run.programme_id,
    Run.unit_id,
    Run.starts_on,
    Run.leader_id,
    Run.second_leader_id,
    Run.capacity,
).order_by(Run.starts_on.desc(), Run.id)


def start(
    *,
    programme_id: str,
    starts_on: date,
    capacity: int,
    leader: uuid.UUID,
    second_leader: uuid.UUID | None = None,
    actor: audit.Actor,
) -> uuid.UUID:
    """A new, empty group. Raises NotFound for an unknown programme, NoLeader, WrongSize or WrongDay."""
    _programme(programme_id)
    if not 2 <= capacity <= GROUP_LIMIT:
        raise WrongSize
    if abs(starts_on - clock.today()) > FARTHEST:
        raise WrongDay
    led = contacts([one for one in (leader, second_leader) if one])
    if leader not in led or {one.role for one in led.values()} - set(HEALTH_ROLES):
        raise NoLeader
    made = Run(id=new_id(), programme_id=programme_id, unit_id=led[leader].unit_id, starts_on=starts_on)
    made.leader_id, made.capacity, made.made_at = leader, capacity, clock.now()
    made.second_leader_id = second_leader if second_leader in led and second_leader != leader else None
    with transaction() as session:
        session.add(made)
        audit.write(event="group.started", citizen=None, actor=actor, about=made.id)
    return made.id


def led_by(staff: uuid.UUID) -> Sequence[KnownRun]:
    """The groups this member of staff leads, newest first."""
    return _known(or_(Run.leader_id == staff, Run.second_leader_id == staff))


def open_ones(programme_id: str) -> Sequence[KnownRun]:
    """The groups of a programme that are not over, newest first."""
    return [run for run in _known(Run.programme_id == programme_id) if not run.is_over]


def one(run_id: uuid.UUID) -> KnownRun:
    """One group. Raises NotFound."""
    found = _known(Run.id == run_id)
    if not found:
        raise NotFound
    return found[0]


def led(run_id: uuid.UUID, actor: audit.Actor) -> KnownRun:
    """One group of this leader's. Raises NotFound for everybody else, and for a leader of health no more."""
    found = one(run_id)
    if actor.role not in HEALTH_ROLES or actor.person_id not in (found.leader_id, found.second_leader_id):
        raise NotFound
    return found


def members(run_id: uuid.UUID) -> Sequence[Member]:
    """Who is in the group today."""
    mine = select(Enrolment.id, Enrolment.citizen_id).where(Enrolment.run_id == run_id, _still_in(clock.today()))
    with reading() as db:
        return [Member(*row) for row in db.execute(mine.order_by(Enrolment.id))]


def take_place(run_id: uuid.UUID, programme_id: str) -> KnownRun:
    """The group, with room for one more until the open transaction ends. Raises GroupFull, Invalid or NotFound."""
    in_turn(run_id)
    found = one(run_id)
    if found.programme_id != programme_id:
        raise Invalid
    if found.is_full:
        raise GroupFull
    return found


def _programme(programme_id: str) -> Programme:
    try:
        return templates.load(programme_id)
    except TemplateError:
        raise NotFound from None


def _known(*which: ColumnElement[bool]) -> Sequence[KnownRun]:
    counted = select(Enrolment.run_id, func.count()).where(_still_in(clock.today())).group_by(Enrolment.run_id)
    with reading() as db:
        rows: Sequence[Any] = db.execute(_RUNS.where(*which)).all()
        there = counted.where(Enrolment.run_id.in_([row.id for row in rows]))
        people = {row[0]: row[1] for row in db.execute(there)} if rows else {}
    return [KnownRun(**row._asdict(), people=people.get(row.id, 0)) for row in rows]


def _still_in(day: date) -> ColumnElement[bool]:
    return or_(Enrolment.ended_on.is_(None), Enrolment.ended_on > day)
