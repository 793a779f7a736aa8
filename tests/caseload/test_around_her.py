"""Who is there for a citizen, as one of them may know it."""

import pytest

from companion.caseload import reaching
from companion.caseload.around_her import staff_around
from companion.foundation.runtime import Runtime
from tests.caseload.test_contacting import also_there
from tests.caseload.test_reaching import WHY
from tests.people import Somebody, a_citizen, responsible_for, staff


def roles(citizen: Somebody, reader: str) -> list[tuple[str, bool]]:
    return [(one.contact.role, one.responsible) for one in staff_around(citizen.id, role=reader)]


def test_it_works(runtime: Runtime) -> None:
    amina = a_citizen()
    also_there(amina, "caseworker")
    responsible_for(amina)
    assert roles(amina, "caseworker") == [("ips-consultant", True), ("caseworker", False)]


@pytest.mark.parametrize("reader", ["ips-consultant", "caseworker"])
def test_r3_the_employment_side_is_not_told_of_the_health_side(runtime: Runtime, reader: str) -> None:
    amina = a_citizen()
    responsible_for(amina)
    before = roles(amina, reader)
    also_there(amina, "therapist")
    assert roles(amina, reader) == before


@pytest.mark.parametrize("reader", ["citizen", "therapist", "health-coordinator"])
def test_she_and_the_health_side_see_everybody(runtime: Runtime, reader: str) -> None:
    amina = a_citizen()
    responsible_for(amina)
    also_there(amina, "therapist")
    assert {role for role, _is in roles(amina, reader)} == {"ips-consultant", "therapist"}


def test_somebody_of_24_hours_is_nobody_of_hers(runtime: Runtime) -> None:
    amina, mette = a_citizen(), staff("health-coordinator")
    reaching.reach(citizen=amina.id, reason=WHY, actor=mette.actor)
    assert roles(amina, "citizen") == []
