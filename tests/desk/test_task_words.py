"""What waits on the desk leads to where it is answered, and every door of a citizen's page leads somewhere."""

import uuid

import pytest
from flask.testing import FlaskClient

from companion.desk.links import DOORS
from companion.tasks import service as tasks
from tests.house.policy import WHO
from tests.people import a_citizen, responsible_for, signed_in
from tests.web.markup import elements

ANSWERED_THERE = {  # kind → the page that answers it: “done” alone would leave her without an answer
    "contested": "/desk/plan/contests/",
    "chase": "/desk/plan/cards/",
    "still-holds": "/desk/plan/cards/",
    "concern": "/desk/concerns/",
    "request": "/desk/concerns",
}
CHANGED = (tasks.NEW_TIME, tasks.CALLED_OFF, tasks.INTERPRETER)
MEETINGS = (tasks.CANNOT_COME, tasks.LATE, tasks.OTHER_TIME, *CHANGED)


def waiting(client: FlaskClient, kind: str) -> tuple[list[str], list[str]]:
    """Links and forms of the desk of somebody for whom one task of this kind waits."""
    amina = a_citizen()
    karen = responsible_for(amina)
    tasks.ask(kind=kind, citizen=amina.id, owner=karen.id, key=uuid.uuid4(), about=uuid.uuid4(), actor=amina.actor)
    html = signed_in(client, karen).get("/desk").text
    links = [one.get("href") or "" for one in elements(html, "a")]
    return links, [one.get("action") or "" for one in elements(html, "form")]


@pytest.mark.parametrize("kind", ANSWERED_THERE)
def test_what_has_an_answer_is_done_by_answering(client: FlaskClient, kind: str) -> None:
    links, forms = waiting(client, kind)
    assert any(link.startswith(ANSWERED_THERE[kind]) for link in links)
    assert not [form for form in forms if form.endswith("/done")]


@pytest.mark.parametrize("kind", [tasks.CALL_ME, tasks.UNSENT, *MEETINGS])
def test_a_call_is_ticked_off(client: FlaskClient, kind: str) -> None:
    links, forms = waiting(client, kind)
    assert [form for form in forms if form.endswith("/done")]
    assert any(link.startswith("/desk/appointments/") for link in links) == (kind in MEETINGS)


def test_every_door_leads_somewhere() -> None:
    assert {f"GET /desk/<uuid>/{door.part}" for door in DOORS} <= set(WHO)
