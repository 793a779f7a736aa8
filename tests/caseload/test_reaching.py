"""R4: a health role without a relation opens a citizen for 24 hours, with a reason that the citizen reads."""

from datetime import timedelta

import pytest

from companion.caseload import reaching
from companion.caseload import service as caseload
from companion.caseload.reaching import ReasonNeeded
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, a_unit, responsible_for, staff

WHY = "Vagtlægen har bedt os om at ringe til dig i dag."
A_DAY = timedelta(hours=24)


@pytest.fixture
def mette(runtime: Runtime) -> Somebody:
    """A health coordinator whom nobody has related to anybody."""
    return staff("health-coordinator", a_unit("health"), name="Mette Lund")


def charged(person: Somebody) -> list[object]:
    return [charge.citizen_id for charge in caseload.charges_of(person.id)]


def test_it_works(mette: Somebody) -> None:
    amina = a_citizen()
    reaching.reach(citizen=amina.id, reason=f"  {WHY} ", actor=mette.actor)
    assert charged(mette) == [amina.id]
    (told,) = reaching.of(amina.id)
    assert (told.reason, told.staff_id, told.unit_id, told.is_over) == (WHY, mette.id, mette.unit, False)
    assert "relation.made-for-a-day" in [line.event for line in audit.lines_about(amina.id)]


def test_it_ends_after_24_hours_to_the_second(mette: Somebody, clock: FrozenClock) -> None:
    amina = a_citizen()
    reaching.reach(citizen=amina.id, reason=WHY, actor=mette.actor)
    clock.move(A_DAY - timedelta(seconds=1))
    assert charged(mette) == [amina.id]
    clock.move(timedelta(seconds=1))
    assert charged(mette) == [] and [one.is_over for one in reaching.of(amina.id)] == [True]


def test_she_keeps_her_responsible_person(mette: Somebody) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    reaching.reach(citizen=amina.id, reason=WHY, actor=mette.actor)
    contact = caseload.responsible_for(amina.id)
    assert contact is not None and contact.person_id == karen.id


def test_it_is_no_lasting_relation(mette: Somebody) -> None:
    """Otherwise a typed reason would be enough to make a code and sign in as anybody."""
    amina = a_citizen()
    reaching.reach(citizen=amina.id, reason=WHY, actor=mette.actor)
    with pytest.raises(NotFound):
        caseload.require_relation(citizen=amina.id, staff=mette.id)


def test_twice_is_once(mette: Somebody) -> None:
    amina = a_citizen()
    for _ in range(2):
        reaching.reach(citizen=amina.id, reason=WHY, actor=mette.actor)
    assert len(reaching.of(amina.id)) == 1


@pytest.mark.parametrize("role", ["ips-consultant", "caseworker", "interpreter", "administrator"])
def test_other_roles_reach_nobody(runtime: Runtime, role: str) -> None:
    with pytest.raises(NotFound):
        reaching.reach(citizen=a_citizen().id, reason=WHY, actor=staff(role).actor)


@pytest.mark.parametrize("reason", ["", "haster", " " * 40, "a" * 301])
def test_why_is_said_in_a_sentence(mette: Somebody, reason: str) -> None:
    with pytest.raises(ReasonNeeded):
        reaching.reach(citizen=a_citizen().id, reason=reason, actor=mette.actor)


def test_the_reason_lies_sealed_and_stands_in_her_own_copy(mette: Somebody) -> None:
    from companion.caseload import own_copy
    from companion.caseload.records import Relation

    amina = a_citizen()
    reaching.reach(citizen=amina.id, reason=WHY, actor=mette.actor)
    with transaction() as session:
        sealed = session.query(Relation.reason).scalar()
    assert sealed is not None and b"Vagt" not in sealed
    assert own_copy.export_of(amina.id)["relation"][0]["reason"] == WHY
