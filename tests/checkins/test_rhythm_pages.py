"""Looking again on its pages: offered on Today, with a day on her page; the desk knows the unit's own day alone."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from companion.accounts import ended
from companion.caseload import reaching
from companion.checkins import progress, rhythm
from tests.caseload.test_reaching import WHY
from tests.checkins.rated import colleague, rates
from tests.checkins.test_progress_pages import SOME, desk
from tests.checkins.test_rhythm import A_DAY, FEBRUARY, on
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, responsible_for, signed_in, staff
from tests.web.markup import by_id, elements, main_of


def begun(clock: FrozenClock, citizen: Somebody, *, due: bool = True) -> Somebody:
    """She has said once how it goes; three months are over, or one day short of it."""
    rates(citizen, health=3)
    on(clock, FEBRUARY - (0 if due else 1) * A_DAY)
    return citizen


def block(html: str, name: str) -> str:
    found = by_id(html, name)
    return found.text if found else ""


def test_it_works(client: FlaskClient, clock: FrozenClock) -> None:
    amina = begun(clock, a_citizen())
    html = signed_in(client, amina).get("/").text
    assert "hvis du har lyst" in block(html, "look-again") and "Ingen får det at vide." in block(html, "look-again")
    client.post("/progress", data=SOME)
    assert by_id(client.get("/").text, "look-again") is None
    assert "Vi spørger dig igen lørdag d. 22. maj." in block(client.get("/progress").text, "intro")


@pytest.mark.parametrize("page", ["/", "/progress"])
def test_both_pages_ask_and_both_let_her_say_no(client: FlaskClient, clock: FrozenClock, page: str) -> None:
    amina = begun(clock, a_citizen())
    html = signed_in(client, amina).get(page).text
    assert [one.get("value") for one in elements(html, "button") if one.get("name") == "until"] == [
        "this-week",
        "a-week",
        "two-weeks",
    ]
    assert client.post("/progress/later", data={"until": "a-week", "next": page}).location == page
    assert 'action="/progress/later"' not in client.get(page).text
    assert "mandag d. 1. marts" in client.get("/progress").text
    clock.move(7 * A_DAY)
    assert client.post("/progress/no-thanks", data={"next": page}).location == page
    assert 'action="/progress/no-thanks"' not in client.get(page).text
    assert "tirsdag d. 1. juni" in client.get("/progress").text


def test_a_day_too_early_nothing_is_offered(client: FlaskClient, clock: FrozenClock) -> None:
    signed_in(client, begun(clock, a_citizen(), due=False))
    assert by_id(client.get("/").text, "look-again") is None
    assert "mandag d. 22. februar" in block(client.get("/progress").text, "intro")
    assert "data-look" not in signed_in(client, a_citizen(name="Nora Friis")).get("/progress").text


@pytest.mark.parametrize("until", ["", "tomorrow", "2027-03-01"])
def test_another_time_is_refused(client: FlaskClient, clock: FrozenClock, until: str) -> None:
    signed_in(client, begun(clock, a_citizen()))
    assert client.post("/progress/later", data={"until": until}).status_code == 422


def test_whose_case_has_ended_is_not_asked(client: FlaskClient, clock: FrozenClock) -> None:
    amina = begun(clock, a_citizen())
    ended.end(citizen=amina.id, actor=MADE_BY)
    signed_in(client, amina)
    assert by_id(client.get("/").text, "look-again") is None and "data-look" not in client.get("/progress").text


def test_staff_see_when_their_unit_is_due(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    assert "data-look" not in desk(client, karen, amina)
    rates(karen, amina, health=3)
    assert "Din enhed svarer igen mandag d. 22. februar." in block(desk(client, karen, amina), "rate")
    assert by_id(client.get("/desk").text, "look-again") is None
    on(clock, FEBRUARY + A_DAY)
    assert "Tid til at svare igen" in block(desk(client, karen, amina), "rate")
    html = client.get("/desk").text
    assert amina_link(amina) in html and "siden mandag d. 22. februar" in block(html, "look-again")
    assert by_id(html, "silent") is None and 'href="#look-again"' in html
    assert "siden mandag" in block(client.get(f"/desk/{amina.id}").text, "look-again")
    client.post(f"/desk/{amina.id}/progress", data=SOME)
    assert by_id(client.get("/desk").text, "look-again") is None and len(progress.history(amina.id)) == 2


def amina_link(citizen: Somebody) -> str:
    return f'<a href="/desk/{citizen.id}/progress"><bdi>Amina Haddad</bdi></a>'


def test_another_units_day_is_not_ours(client: FlaskClient, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    before = main_of(signed_in(client, karen).get("/desk").text)
    rates(colleague(amina, "therapist", a_unit("health"), "Lone Bech"), amina, health=3)
    on(clock, FEBRUARY)
    assert main_of(signed_in(client, karen).get("/desk").text) == before
    assert "data-look" not in desk(client, karen, amina)


def test_a_page_that_is_open_for_a_day_tells_nothing_of_it(client: FlaskClient, clock: FrozenClock) -> None:
    """R4: the page it leads to is not open to a reader of 24 hours, though colleagues of the unit wrote on it."""
    amina = a_citizen()
    lone = responsible_for(amina, "therapist")
    rates(lone, amina, health=3)
    on(clock, FEBRUARY)
    mette = staff("health-coordinator", lone.unit, name="Mette Lund")
    reaching.reach(citizen=amina.id, reason=WHY, actor=mette.actor)
    html = signed_in(client, mette).get("/desk").text
    assert "Amina Haddad" in html and by_id(html, "look-again") is None
    assert by_id(client.get(f"/desk/{amina.id}").text, "look-again") is None


def test_whatever_she_does_the_desk_is_the_same(client: FlaskClient, clock: FrozenClock) -> None:
    """R3: never begun, asked, silent for a year, put off, declined, answered: the same pages, byte for byte."""
    amina = a_citizen()
    karen = responsible_for(amina)
    pages = ("/desk", f"/desk/{amina.id}", f"/desk/{amina.id}/progress")

    def seen() -> list[str]:
        signed_in(client, karen)
        return [main_of(client.get(page).text) for page in pages]

    before = seen()
    begun(clock, amina)
    assert seen() == before
    rhythm.postpone(until="a-week", actor=amina.actor)
    assert seen() == before
    clock.move(7 * A_DAY)
    rhythm.decline(actor=amina.actor)
    assert seen() == before
    on(clock, date(2028, 3, 1))
    assert seen() == before
    rates(amina, health=1)
    assert seen() == before
