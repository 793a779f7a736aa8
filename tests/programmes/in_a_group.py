"""A group that meets: its leader, a few people in it, each enrolled for real."""

import uuid
from dataclasses import dataclass
from datetime import date

from companion.programmes import groups, service
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, staff
from tests.plan.laid import a_plan

COURSE = "toender-diabetes"
MONDAY = date(2026, 11, 16)  # the tests' clock stands on Sunday the 22nd: one class has been


@dataclass(frozen=True)
class Group:
    """A group, its leader and its people with their enrolments."""

    id: uuid.UUID
    leader: Somebody
    people: tuple[Somebody, ...]
    enrolments: tuple[uuid.UUID, ...]


def a_leader(name: str = "Mette Lund") -> Somebody:
    """Somebody of a health role in a health unit."""
    return staff("therapist", a_unit("health"), name=name)


def a_run(leader: Somebody, programme: str = COURSE, capacity: int = 20, starts_on: date = MONDAY) -> uuid.UUID:
    """An empty group."""
    return groups.start(
        programme_id=programme, starts_on=starts_on, capacity=capacity, leader=leader.id, actor=leader.actor
    )


def joins(person: Somebody, run: uuid.UUID, leader: Somebody, programme: str = COURSE) -> uuid.UUID:
    """Somebody with a plan comes into the group."""
    assert leader.unit
    return service.enrol(
        citizen=person.id,
        programme_id=programme,
        starts_on=MONDAY,
        unit=leader.unit,
        staff=leader.id,
        others={"caseworker": staff("caseworker").id} if programme.startswith("syddjurs") else {},
        run=run,
        actor=MADE_BY,
    )


def somebody(name: str = "Amina Haddad", language: str = "da") -> Somebody:
    """A citizen with a plan."""
    person = a_citizen(language, name=name)
    a_plan(person)
    return person


def a_group(*names: str, programme: str = COURSE) -> Group:
    """A group with these people in it."""
    leader = a_leader()
    run = a_run(leader, programme)
    people = tuple(somebody(name) for name in names)
    return Group(run, leader, people, tuple(joins(one, run, leader, programme) for one in people))
