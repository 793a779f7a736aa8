"""Today stays small: with a plan of 40 cards, whoever is away or not, at most 10 statements."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from companion.caseload import absence
from companion.foundation.runtime import Runtime
from companion.plan import service as plans
from tests.desk.test_handover import a_full_life
from tests.people import a_citizen, responsible_for, signed_in, staff

CARDS, MOST = 40, 10


@pytest.mark.parametrize("away", [False, True])
def test_at_most_ten_statements(client: FlaskClient, runtime: Runtime, away: bool) -> None:
    amina = a_citizen()
    karen, ida = responsible_for(amina), staff("caseworker")
    a_full_life(amina, karen)
    card = {"kind": "agreed", "track": "job", "title": {"da": "Find et job"}, "why": {"da": "Du vil selv."}}
    for _number in range(CARDS):
        plans.add_card(citizen=amina.id, owner=karen.id, actor=karen.actor, **card)  # type: ignore[arg-type] # a card
    if away:
        days = {"starts_on": date(2026, 11, 22), "back_on": date(2026, 11, 29)}
        absence.enter(staff=karen.id, cover=ida.id, actor=karen.actor, **days)
    signed_in(client, amina)
    client.get("/")
    said: list[str] = []
    event.listen(runtime.database.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    assert client.get("/").status_code == 200
    selects = [one for one in said if one.lstrip().upper().startswith("SELECT")]
    assert len(selects) <= MOST, selects
