"""What a citizen reads about her meetings, and what a tap does."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from companion.accounts.records import Role
from companion.appointments import service, slots
from companion.foundation.clock import today
from companion.foundation.database import transaction
from companion.tasks import service as tasks
from tests.appointments.made import THURSDAY, a_meeting, a_talk
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import elements, without_word_links

HTMX = {"HX-Request": "true"}


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    citizen = a_citizen("ar")
    signed_in(client, citizen)
    return citizen


@pytest.fixture
def mette(client: FlaskClient) -> Somebody:
    return staff("health-coordinator", name="Mette Lund")


def test_it_works(client: FlaskClient, amina: Somebody, mette: Somebody) -> None:
    booked = a_meeting(amina, mette, interpreter_language="ar", interpreter_state="booked")
    for path in ("/appointments", f"/appointments/{booked}"):
        response = client.get(path)
        html = without_word_links(response.get_data(as_text=True))
        assert (response.status_code, response.headers["Companion-Keep"]) == (200, "own")
        assert "فحص القدمين" in html
        assert "Torsdag d. 26. november kl. 14.30" in html  # the Danish line
        assert "Sundhedscentret, indgang B" in html
        assert "العربية" in html
        assert "Mette Lund" in html
        assert html.count("<h1") == 1
        assert html.count("button main") == 1


def test_the_language_that_is_interpreted_stays_whatever_she_reads_in(
    client: FlaskClient, amina: Somebody, mette: Somebody
) -> None:
    booked = a_meeting(amina, mette, interpreter_language="ar", interpreter_state="booked")
    client.post("/language", data={"_language": "da"})
    html = without_word_links(client.get(f"/appointments/{booked}").text)
    assert 'Tolk er bestilt: <bdi lang="ar" dir="rtl">العربية</bdi>' in html


def test_she_reads_what_she_asked_of_the_interpreter_and_not_whom_she_refused(
    client: FlaskClient, amina: Somebody
) -> None:
    """Name and reason stay with staff: somebody may look at her phone."""
    karen = responsible_for(amina)
    asked: dict[str, Any] = {
        "interpreter_language": "ar",
        "interpreter_gender": "woman",
        "not_interpreter": "Hr. Saleh, min fætter",
    }
    client.post("/language", data={"_language": "da"})
    page = client.get(f"/appointments/{a_talk(amina, karen, **asked)}").text
    assert "Tolken skal være en kvinde." in page and "Du har sagt nej til en bestemt tolk." in page
    assert "Saleh" not in page
    other = client.get(f"/appointments/{a_talk(amina, karen, interpreter_language='ar')}").text
    assert "Du har sagt nej" not in other


def test_offered_times_stand_on_the_page_and_one_tap_takes_one(client: FlaskClient, amina: Somebody) -> None:
    karen = responsible_for(amina)
    talk, friday = a_talk(amina, karen), THURSDAY + timedelta(days=1)
    slots.offer(appointment_id=talk, moments=[friday], actor=karen.actor)
    (slot,) = slots.offered(talk)
    html = client.get(f"/appointments/{talk}").text
    assert f'name="slot" value="{slot.id}"' in html and "Fredag d. 27. november kl. 14.30" in html
    assert client.post(f"/appointments/{talk}/slot", data={"slot": str(slot.id)}).status_code == 303
    assert service.one(talk, amina.id).starts_at == friday


def test_without_meetings_the_page_says_so(client: FlaskClient, amina: Somebody) -> None:
    html = client.get("/appointments").get_data(as_text=True)
    assert 'id="none"' in html
    assert 'href="/plan"' in html


def test_before_the_tap_it_says_what_happens_and_afterwards_what_has(client: FlaskClient, mette: Somebody) -> None:
    lone = a_citizen("da", name="Lone Kjær")
    signed_in(client, lone)
    path = f"/appointments/{a_meeting(lone, mette)}"
    before = client.get(path).get_data(as_text=True)
    assert before.index("Du behøver ikke at sige hvorfor") < before.index('value="no"')
    assert client.post(f"{path}/answer", data={"answer": "no", "next": path}).headers["Location"] == path
    after = client.get(path).get_data(as_text=True)
    assert "Du har sagt, at du ikke kan komme" in after
    call = "Vent opkaldet mandag d. 23. november mellem 09.00 om formiddagen og 15.00 om eftermiddagen"
    assert any(call in one.text for one in elements(after, "p"))
    assert [one.kind for one in tasks.waiting_for(mette.id)] == ["cannot-come"]


def test_a_message_does_not_move_what_stands_in_a_letter(client: FlaskClient, mette: Somebody) -> None:
    lone = a_citizen("da", name="Lone Kjær")
    signed_in(client, lone)
    path = f"/appointments/{a_meeting(lone, mette, kind='decision')}"
    before = client.get(path).get_data(as_text=True)
    told = before.index("Mødet gælder, til du får en ny tid")
    assert told < before.index('value="no"')
    assert before.index('href="tel:72000001"') < before.index('value="no"')
    client.post(f"{path}/answer", data={"answer": "no"})
    assert "Din besked er sendt. Mødet gælder" in client.get(path).get_data(as_text=True)


def test_htmx_gets_the_answer_alone(client: FlaskClient, amina: Somebody, mette: Somebody) -> None:
    path = f"/appointments/{a_meeting(amina, mette)}"
    html = client.post(f"{path}/answer", data={"answer": "yes"}, headers=HTMX).get_data(as_text=True)
    assert re.match(r'\s*<div id="answer"', html)
    assert "<html" not in html
    assert service.upcoming(amina.id)[0].answer == "yes"


def test_a_way_on_leads_nowhere_else(client: FlaskClient, amina: Somebody, mette: Somebody) -> None:
    path = f"/appointments/{a_meeting(amina, mette)}/answer"
    response = client.post(path, data={"answer": "yes", "next": "https://elsewhere.example"})
    assert (response.status_code, response.headers["Location"]) == (303, "/")


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_another_answer_is_refused(client: FlaskClient, amina: Somebody, mette: Somebody, answer: str) -> None:
    path = f"/appointments/{a_meeting(amina, mette)}/answer"
    assert client.post(path, data={"answer": answer}).status_code == 422


def test_other_peoples_meetings_are_not_there(client: FlaskClient, amina: Somebody, mette: Somebody) -> None:
    path = f"/appointments/{a_meeting(a_citizen(name='Nora Friis'), mette)}"
    assert client.get(path).status_code == 404
    assert client.post(f"{path}/answer", data={"answer": "yes"}).status_code == 404
    assert client.get("/appointments/1").status_code == 404


def test_staff_and_strangers_stay_out(client: FlaskClient, mette: Somebody) -> None:
    assert client.get("/appointments").status_code == 401
    assert signed_in(client, mette).get("/appointments").status_code == 403


def test_what_has_been_and_what_was_called_off_can_be_told_apart(
    client: FlaskClient, amina: Somebody, mette: Somebody
) -> None:
    been = a_meeting(amina, mette, THURSDAY - timedelta(days=7))
    off = a_meeting(amina, mette, series="course")
    service.cancel_series(series="course", citizen=amina.id, actor=MADE_BY)
    html = client.get("/appointments").get_data(as_text=True)
    assert html.index(f"meeting-{off}") < html.index('id="past"') < html.index(str(been))
    for meeting in (been, off):
        assert 'name="answer"' not in client.get(f"/appointments/{meeting}").get_data(as_text=True)


def test_a_meeting_nobody_holds_any_more_says_so(client: FlaskClient, mette: Somebody) -> None:
    lone = a_citizen("da", name="Lone Kjær")
    booked = a_meeting(lone, mette)
    _leaves(mette)
    html = signed_in(client, lone).get(f"/appointments/{booked}").get_data(as_text=True)
    assert "Vi ved ikke endnu, hvem du møder" in html
    assert 'href="/help"' in html


def _leaves(person: Somebody) -> None:
    with transaction() as session:
        session.execute(update(Role).where(Role.person_id == person.id).values(valid_to=today()))
