"""She asks for a card in her language; a translator says it without knowing who she is; she reads it, and who read."""

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.accounts import cpr
from companion.appointments import summaries
from companion.foundation import audit
from companion.language import asking
from tests.appointments.made import THURSDAY, a_talk
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.plan.laid import a_card, a_plan
from tests.web.markup import by_id, elements

SAID = {"title": "Курс спокою", "why": "[navn] погано спить."}


@pytest.fixture
def amina(app: Flask) -> Somebody:
    found = a_citizen("uk")
    cpr.link(person=found.id, number="0101901234", actor=audit.WORKER)
    return found


@pytest.fixture
def hala(app: Flask) -> Somebody:
    return staff("translator", name="Hala Nasser")


@pytest.fixture
def card(amina: Somebody) -> uuid.UUID:
    a_plan(amina)
    return a_card(amina, responsible_for(amina), why={"da": "Amina sover dårligt."})


def asks(client: FlaskClient, amina: Somebody, card: uuid.UUID) -> str:
    answer = signed_in(client, amina).post(f"/plan/cards/{card}/translation")
    assert (answer.status_code, answer.location) == (303, f"/plan#card-{card}")
    return f"/words/asked/{asking.waiting()[0].id}"


def test_it_works(client: FlaskClient, amina: Somebody, hala: Somebody, card: uuid.UUID) -> None:
    assert f"/plan/cards/{card}/translation" in signed_in(client, amina).get("/plan").text
    at = asks(client, amina, card)
    assert f"/plan/cards/{card}/translation" not in client.get("/plan").text
    signed_in(client, hala)
    assert client.post(f"{at}/take").location == at
    html = client.get(at).text
    seen = next(one.get("value") for one in elements(html, "input") if one.get("name") == "seen")
    assert client.post(at, data={**SAID, "seen": seen, "do": "save"}).location == "/words/asked"
    signed_in(client, amina)
    assert "Курс спокою" in client.get("/plan").text and "Amina погано спить." in client.get("/plan").text
    told = client.get("/me/seen").text
    assert 'data-event="read.to-translate"' in told and "Hala Nasser" in told


def test_the_name_and_the_number_are_nowhere(
    client: FlaskClient, amina: Somebody, hala: Somebody, card: uuid.UUID
) -> None:
    at = asks(client, amina, card)
    signed_in(client, hala)
    listed = client.get("/words").text + client.get("/words/asked").text
    client.post(f"{at}/take")
    read = client.get(at).text + client.post(at, data={"title": "x", "do": "save"}).text
    for hidden in ("Amina", "Haddad", "0101901234", "010190", str(amina.id), str(card)):
        assert hidden not in listed + read
    assert "[navn] sover dårligt." in read and "sover" not in listed


def test_what_is_broken_is_refused_and_nothing_typed_is_lost(
    client: FlaskClient, amina: Somebody, hala: Somebody, card: uuid.UUID
) -> None:
    at = asks(client, amina, card)
    signed_in(client, hala).post(f"{at}/take")
    seen = next(one.get("value") for one in elements(client.get(at).text, "input") if one.get("name") == "seen")
    answer = client.post(at, data={"title": "Курс спокою", "why": "", "seen": seen, "do": "save"})
    assert answer.status_code == 422 and ">Курс спокою</textarea>" in answer.text
    answer = client.post(at, data={**SAID, "seen": "older", "do": "save"})
    assert answer.status_code == 409 and ">Курс спокою</textarea>" in answer.text
    assert "lige blevet ændret" in answer.text


def test_another_translator_does_not_read_it(
    client: FlaskClient, amina: Somebody, hala: Somebody, card: uuid.UUID
) -> None:
    at = asks(client, amina, card)
    assert signed_in(client, hala).get(at).status_code == 404  # she has not taken it
    client.post(f"{at}/take")
    signed_in(client, staff("translator", name="Oksana Kovalenko"))
    assert client.get(at).status_code == 404 and client.post(f"{at}/take").status_code == 409
    listed = client.get("/words/asked").text
    assert by_id(listed, at.replace("/words/asked/", "asked-")) is not None and f"{at}/take" not in listed
    signed_in(client, hala).post(at, data={"do": "give-back"})
    assert f"{at}/take" in client.get("/words/asked").text


def test_who_is_no_translator_is_shut_out(client: FlaskClient, amina: Somebody, card: uuid.UUID) -> None:
    at = asks(client, amina, card)
    for other in (amina, staff("interpreter"), staff("caseworker")):
        signed_in(client, other)
        assert (client.get(at).status_code, client.post(f"{at}/take").status_code) == (403, 403)
        assert client.post(at, data=SAID).status_code == 403


def test_nobody_asks_for_the_card_of_another(client: FlaskClient, amina: Somebody, card: uuid.UUID) -> None:
    assert client.post(f"/plan/cards/{card}/translation").status_code == 401
    oleh = a_citizen("uk", name="Oleh Bondar")
    assert signed_in(client, oleh).post(f"/plan/cards/{card}/translation").status_code == 404
    assert asking.waiting() == []


def test_what_was_agreed_at_a_meeting_is_asked_for_too(
    client: FlaskClient, amina: Somebody, hala: Somebody, clock: FrozenClock
) -> None:
    """Line by line, also after she has said yes; what was agreed stays the Danish."""
    karen = responsible_for(amina)
    talk = a_talk(amina, karen, THURSDAY, meeting_kind="round-table")
    clock.move(THURSDAY - clock.now())
    lines = ["Amina ringer til lægen.", "Vi mødes igen."]
    summaries.write(appointment_id=talk, danish=lines, translated=[], language=None, actor=karen.actor)
    page, ask = f"/appointments/{talk}", f"/appointments/{talk}/translation"
    assert ask in signed_in(client, amina).get(page).text
    assert client.post(ask).location == f"{page}#summary" and ask not in client.get(page).text
    (waits,) = asking.waiting()
    assert (waits.kind, waits.about) == (asking.SUMMARY, talk)
    at = f"/words/asked/{waits.id}"
    signed_in(client, hala).post(f"{at}/take")
    html = client.get(at).text
    assert "[navn] ringer til lægen." in html and "Amina" not in html
    seen = next(one.get("value") for one in elements(html, "input") if one.get("name") == "seen")
    fields = [str(one.get("name")) for one in elements(html, "textarea")]
    said = dict(zip(fields, ["[navn] телефонує лікарю.", "Ми зустрінемося знову."], strict=True))
    assert client.post(at, data={**said, "seen": seen, "do": "save"}).location == "/words/asked"
    html = signed_in(client, amina).get(page).text
    assert "Amina телефонує лікарю." in html and "Amina ringer til lægen." in html and ask not in html
    assert 'data-event="read.to-translate"' in client.get("/me/seen").text


def test_what_was_agreed_with_another_is_not_asked_for(
    client: FlaskClient, amina: Somebody, clock: FrozenClock
) -> None:
    karen = responsible_for(amina)
    talk = a_talk(amina, karen, THURSDAY, meeting_kind="round-table")
    assert signed_in(client, amina).post(f"/appointments/{talk}/translation").status_code == 303
    assert asking.waiting() == []  # nothing is written yet
    clock.move(THURSDAY - clock.now())
    summaries.write(appointment_id=talk, danish=["Vi ses."], translated=[], language=None, actor=karen.actor)
    signed_in(client, a_citizen("uk", name="Oleh Bondar"))
    assert client.post(f"/appointments/{talk}/translation").status_code == 404
    assert asking.waiting() == []
