"""Today: who is responsible, what comes next, what this week asks, and no gap that is hidden."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from companion.appointments import service as appointments
from companion.caseload import service as caseload
from companion.checkins import service as checkins
from companion.language.words import words
from tests.clock import FrozenClock
from tests.me.a_release import answered
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, signed_in
from tests.web.markup import by_id, elements, without_word_links

MEETING = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)


def meet(citizen: Somebody, owner: Somebody, **changed: object) -> None:
    booking = {"kind": "agreed", "track": "job", "starts_at": MEETING, "minutes": 45, "form": "person"}
    booking["title"] = {"da": "Samtale", "ar": "محادثة"}
    appointments.book(citizen=citizen.id, owner=owner.id, actor=MADE_BY, **{**booking, **changed})  # type: ignore[arg-type] # a test's booking


def block(client: FlaskClient, name: str) -> str:
    found = by_id(without_word_links(client.get("/").text), name)
    return found.text if found else ""


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    meet(amina, karen)
    signed_in(client, amina)
    assert "Karen Holm" in block(client, "responsible") and "72 00 00 01" in block(client, "responsible")
    assert "torsdag d. 26. november" in block(client, "next") and "14.30" in block(client, "next")


def test_arabic_has_the_danish_day_under_her_own(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    meet(amina, responsible_for(amina))
    signed_in(client, amina)
    html = client.get("/").text
    section = html.partition('id="next"')[2].partition("</section>")[0]
    danish = [one.text for one in elements(section, "span") if one.get("class") == "danish"]
    assert danish == ["Torsdag d. 26. november kl. 14.30"]
    assert "محادثة" in section and "الخميس 26 نوفمبر" in section


def test_nobody_responsible_is_told_as_our_fault(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    assert "Det er vores fejl, ikke din." in block(client, "responsible")
    assert 'href="/help"' in client.get("/").text


def test_nothing_ahead_is_told_kindly(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    assert "Du har ingen aftaler lige nu." in block(client, "next")


@pytest.mark.parametrize(("state", "said"), [("booked", "Tolk er bestilt."), ("asked", "Tolk er ikke bestilt endnu.")])
def test_whether_an_interpreter_comes(client: FlaskClient, state: str, said: str) -> None:
    amina = a_citizen("ar")
    meet(amina, responsible_for(amina), interpreter_language="ar", interpreter_state=state)
    signed_in(client, amina)
    assert str(words("ar").plain(said)) in block(client, "next")


def test_asking_for_a_call_says_when_it_comes(client: FlaskClient) -> None:
    """It is Sunday morning: the call comes on Monday."""
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    client.post("/call-me", data={"next": "/#responsible"})
    told = block(client, "responsible")
    assert "mandag d. 23. november" in told and "09.00" in told and "15.00" in told


def test_the_promised_call_does_not_move_away(client: FlaskClient, clock: FrozenClock) -> None:
    """What was promised on Sunday for Monday is still Monday's promise when Monday has passed."""
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    client.post("/call-me", data={"next": "/"})
    clock.move(timedelta(days=2))
    assert "mandag d. 23. november" in block(client, "responsible")


def test_a_due_check_in_is_shown_and_gone_when_answered(client: FlaskClient) -> None:
    amina = a_citizen()
    signed_in(client, amina)
    assert not block(client, "check-in")
    checkins.invite(citizen=amina.id, instrument="who5", due_on=date(2026, 11, 22), occasion="start", actor=MADE_BY)
    assert block(client, "check-in")
    answered(amina)
    assert not block(client, "check-in") and block(client, "arrived")


def test_another_citizens_day_is_not_hers(client: FlaskClient) -> None:
    nora = a_citizen(name="Nora Friis")
    meet(nora, responsible_for(nora))
    checkins.invite(citizen=nora.id, instrument="who5", due_on=date(2026, 11, 22), occasion="start", actor=MADE_BY)
    amina = a_citizen()
    signed_in(client, amina)
    html = client.get("/").text
    assert "Samtale" not in html and by_id(html, "check-in") is None
    assert caseload.responsible_for(amina.id) is None


def test_her_own_phone_is_told_what_to_keep(client: FlaskClient) -> None:
    amina = a_citizen()
    meet(amina, responsible_for(amina))
    signed_in(client, amina)
    meta = [one for one in elements(client.get("/").text, "meta") if one.get("name") == "companion-keep"]
    kept = (meta[0].get("content") or "").split(",")
    assert {"/", "/plan", "/appointments", "/check-in", "/help"} <= set(kept)
    assert {client.get(address).headers["Companion-Keep"] for address in kept} <= {"own", "anyone"}
    assert not {address for address in kept if address.startswith(("/check-in/result", "/me/sharing", "/me/seen"))}
    assert "/check-in/assisted" not in kept  # who reads Danish needs no interpreter
