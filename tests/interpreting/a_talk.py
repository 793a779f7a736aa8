"""A citizen with something to talk about."""

from datetime import date

from companion.plan import service as plans
from companion.programmes import service as programmes
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for


def a_life(language: str) -> Somebody:
    """A citizen with a contact, a plan, a course and its meetings."""
    found = a_citizen(language)
    rikke = responsible_for(found, "therapist")
    assert rikke.unit is not None
    plans.start(citizen=found.id, purpose={"da": "Et arbejde, der passer"}, unit=rikke.unit, actor=MADE_BY)
    programmes.enrol(
        citizen=found.id,
        programme_id="toender-diabetes",
        starts_on=date(2026, 11, 16),
        unit=rikke.unit,
        staff=rikke.id,
        actor=MADE_BY,
    )
    return found
