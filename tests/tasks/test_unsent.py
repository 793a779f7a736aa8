"""Something on her phone cannot be sent: her health contact learns it by her own tap, nobody else, and nothing more."""

import pytest
from flask.testing import FlaskClient

from companion.tasks import service as tasks
from tests.people import a_citizen, responsible_for, signed_in
from tests.web.markup import by_id


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    consultant, therapist = responsible_for(amina), responsible_for(amina, "therapist")
    signed_in(client, amina)
    assert by_id(client.get("/unsent").text, "ask")
    for _ in range(2):  # tapped twice, told once
        assert client.post("/unsent").status_code == 303
    [told] = tasks.waiting_for(therapist.id, role=therapist.role)
    assert (told.kind, told.about, told.with_interpreter) == ("unsent", None, False)
    assert by_id(client.get("/unsent").text, "asked") and not tasks.waiting_for(consultant.id)


@pytest.mark.parametrize("role", ["ips-consultant", "caseworker"])
def test_an_employment_role_is_never_told(client: FlaskClient, role: str) -> None:
    amina = a_citizen()
    responsible = responsible_for(amina, role)
    signed_in(client, amina)
    assert by_id(client.get("/unsent").text, "nobody")
    assert client.post("/unsent").status_code == 409
    assert not tasks.waiting_for(responsible.id)
    signed_in(client, responsible)
    assert 'data-task="unsent"' not in client.get("/desk").text


def test_the_contact_sees_it_and_says_when_it_is_done(client: FlaskClient) -> None:
    amina = a_citizen()
    therapist = responsible_for(amina, "therapist")
    signed_in(client, amina)
    client.post("/unsent")
    signed_in(client, therapist)
    assert 'data-task="unsent"' in client.get("/desk").text
    tasks.done(task_id=tasks.waiting_for(therapist.id, role=therapist.role)[0].id, actor=therapist.actor)
    signed_in(client, amina)
    assert by_id(client.get("/unsent").text, "ask")
