"""“Nobody answers” (S38): somebody is asked, once, and she sees how far it is; the gap is explicit, never blank."""

from datetime import date, timedelta

from flask.testing import FlaskClient

from companion.accounts import leaving
from companion.caseload import absence
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import by_id


def colleague_of(person: Somebody, role: str = "caseworker") -> Somebody:
    return staff(role, person.unit, name="Peter Dam")


def told(client: FlaskClient) -> str:
    found = by_id(client.get("/").text, "no-answer")
    return found.text if found else ""


def test_sent_seen_answered(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    peter = colleague_of(responsible_for(amina))
    signed_in(client, amina)
    assert "Ingen svarer mig" in told(client)
    assert client.post("/nobody-answers").location == "/#no-answer"
    assert "Spurgt" in told(client) and "Peter Dam" in told(client) and "Læst" not in told(client)
    signed_in(client, peter)
    assert 'data-task="no-answer"' in client.get("/desk").text
    signed_in(client, amina)
    assert "Læst" in told(client) and "Besvaret" not in told(client)
    tasks.done(task_id=tasks.waiting_for(peter.id)[0].id, actor=peter.actor)
    assert "Besvaret" in told(client) and "Ingen svarer mig" in told(client)
    clock.move(timedelta(days=4))
    assert "Besvaret" not in told(client)


def test_once_per_open_question(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    peter = colleague_of(responsible_for(amina))
    signed_in(client, amina)
    for _tap in range(3):
        client.post("/nobody-answers")
    assert [one.with_interpreter for one in tasks.waiting_for(peter.id)] == [True]


def test_the_cover_is_asked_before_any_colleague(client: FlaskClient) -> None:
    amina = a_citizen()
    karen, ida = responsible_for(amina), staff("caseworker", name="Ida Winther")
    colleague_of(karen)
    days = {"starts_on": date(2026, 11, 22), "back_on": date(2026, 11, 30)}
    absence.enter(staff=karen.id, cover=ida.id, actor=karen.actor, **days)
    signed_in(client, amina)
    client.post("/nobody-answers")
    assert "Ida Winther" in told(client) and len(tasks.waiting_for(ida.id)) == 1


def test_a_colleague_of_the_same_role_first_and_never_of_the_other_side(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    colleague_of(karen, "therapist")
    colleague_of(karen)
    ida = staff("ips-consultant", karen.unit, name="Ida Winther")
    signed_in(client, amina)
    client.post("/nobody-answers")
    assert len(tasks.waiting_for(ida.id)) == 1


def test_with_nobody_to_ask_there_is_a_number(client: FlaskClient) -> None:
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    answer = client.post("/nobody-answers")
    assert answer.status_code == 409 and "72 00 00 00" in answer.text and 'href="/help"' in answer.text


def test_when_the_contact_has_left_the_gap_has_a_number(client: FlaskClient) -> None:
    """S7 and S38: a plan without one shows the citizen a number to call."""
    amina = a_citizen()
    leaving.disable(person=responsible_for(amina).id, actor=MADE_BY)
    signed_in(client, amina)
    section = by_id(client.get("/").text, "responsible")
    assert section is not None and "Ingen har ansvaret" in section.text and "72 00 00 00" in section.text


def test_another_citizens_question_is_not_hers(client: FlaskClient) -> None:
    nora, amina = a_citizen(name="Nora Friis"), a_citizen()
    colleague_of(responsible_for(nora))
    responsible_for(amina)
    signed_in(client, nora)
    client.post("/nobody-answers")
    signed_in(client, amina)
    assert "Spurgt" not in told(client)
