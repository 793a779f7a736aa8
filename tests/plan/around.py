"""Two sides around a citizen with a plan, and what tests of plans do again and again."""

from dataclasses import dataclass

from companion.caseload import service as caseload
from companion.plan import service
from companion.plan.known import KnownCard, PlanView
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff
from tests.plan.laid import a_plan


@dataclass(frozen=True)
class Around:
    """Selam, her caseworker who is responsible, and her therapist; both are there for her."""

    selam: Somebody
    kim: Somebody
    tove: Somebody

    @property
    def plan(self) -> PlanView:
        """Her plan as she reads it now."""
        found = service.for_citizen(self.selam.id)
        assert found is not None
        return found

    @property
    def card(self) -> KnownCard:
        """Her first card."""
        return self.plan.cards[0]


def people_around(language: str = "da") -> Around:
    """A citizen with a plan and both sides around her."""
    selam = a_citizen(language, name="Selam Tesfay")
    a_plan(selam)
    return Around(selam, responsible_for(selam, "caseworker"), joins(selam, "therapist", "Tove Bach"))


def joins(citizen: Somebody, role: str, name: str) -> Somebody:
    """One more member of staff with a lasting relation."""
    found = staff(role, name=name)
    assert found.unit is not None
    caseload.relate(citizen=citizen.id, staff=found.id, role=role, unit=found.unit, responsible=False, actor=MADE_BY)
    return found
