"""Her own language stays hers: Danish instead of it is a look on one phone, until she says herself that it is hers."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.accounts import service as accounts
from tests.interpreting.a_talk import a_phone
from tests.people import Somebody, a_citizen, responsible_for, signed_in, staff
from tests.web.markup import elements, language_of

NEW = "/concerns/new"


def reads(phone: FlaskClient, page: str = "/me") -> str:
    return str(language_of(phone.get(page).text)[0])


def chooses(phone: FlaskClient, code: str) -> FlaskClient:
    assert phone.post("/language", data={"_language": code, "next": "/me"}).status_code == 303
    return phone


def at_hand(html: str) -> list[str]:
    """Where one tap leads, and where the page is read in two languages."""
    one_tap = html.partition('class="switch"')[2].partition("</form>")[0]
    links = [one.get("href") or "" for one in elements(html, "a")]
    return [one.get("value") or "" for one in elements(one_tap, "button")] + [
        one for one in links if one.startswith("/pair/")
    ]


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    found = a_citizen("ar")
    responsible_for(found)
    chooses(signed_in(client, found), "da")
    return found


def test_it_works(app: Flask, client: FlaskClient, amina: Somebody) -> None:
    """Danish here, her own on every other phone, with the same two things at hand."""
    assert reads(client) == "da" and at_hand(client.get("/plan").text) == ["ar", "/pair/plan"]
    assert accounts.person(amina.id).language == "ar"
    other = signed_in(a_phone(app), amina, own_phone=False)
    assert reads(other) == "ar" and at_hand(other.get("/plan").text) == ["da", "/pair/plan"]
    assert reads(chooses(client, "ar")) == "ar" and reads(client, "/plan") == "ar"


def test_what_she_needs_follows_her_own_language(client: FlaskClient, amina: Somebody) -> None:
    assert "Ring til mig med tolk" in client.get("/").text
    assert "with_interpreter" in [one.get("name") for one in elements(client.get(NEW).text, "input")]


@pytest.mark.parametrize("code", ["da", "ar"])
def test_in_the_middle_of_a_form_it_is_the_same(client: FlaskClient, amina: Somebody, code: str) -> None:
    """There and back: the page that follows is in what was chosen last."""
    client.post("/plan/own", data={"_language": code, "own_title": "En tur"})
    assert reads(client) == code and accounts.person(amina.id).language == "ar"


def test_another_language_than_danish_becomes_hers(app: Flask, client: FlaskClient, amina: Somebody) -> None:
    assert reads(chooses(client, "uk")) == "uk" and accounts.person(amina.id).language == "uk"
    assert at_hand(chooses(client, "da").get("/plan").text) == ["uk", "/pair/plan"]
    assert reads(signed_in(a_phone(app), amina)) == "uk"


def test_who_reads_danish_and_chooses_another_reads_that(client: FlaskClient) -> None:
    nora = a_citizen()
    chooses(signed_in(client, nora), "ar")
    assert reads(client) == "ar" and accounts.person(nora.id).language == "ar"


def test_a_borrowed_phone_forgets_the_look_and_she_keeps_her_language(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    chooses(signed_in(client, amina, own_phone=False), "da").post("/sign-out")
    assert client.get_cookie("companion-language") is None
    assert reads(signed_in(client, amina)) == "ar"


def test_whoever_signs_in_begins_in_her_own(app: Flask, client: FlaskClient, amina: Somebody) -> None:
    """A look that was left on the phone is nobody else's, also of somebody who reads the same language."""
    samir = a_citizen("ar", name="Samir Haddad")
    with app.test_request_context(headers={"Cookie": "companion-language=da.ar"}):
        begun = begin_for(samir)
    assert "companion-language=ar;" in begun
    assert reads(signed_in(client, a_citizen("uk", name="Olena Koval"))) == "uk"
    nora = signed_in(client, a_citizen(name="Nora Friis"))
    assert reads(nora) == "da" and at_hand(nora.get("/plan").text) == []


def begin_for(person: Somebody) -> str:
    from companion.accounts.signed_in import begin

    return "\n".join(begin(person.id, own_phone=True, method="card").headers.getlist("Set-Cookie"))


def test_staff_choose_for_every_screen_of_theirs(app: Flask, client: FlaskClient) -> None:
    karen = staff()
    for code in ("en", "da"):
        chooses(signed_in(client, karen), code)
        assert accounts.person(karen.id).language == code


def test_she_says_that_danish_is_hers(app: Flask, client: FlaskClient, amina: Somebody) -> None:
    """On her own page, a tap away from the menu of languages on every page."""
    page = client.get("/me").text
    assert "/me#language" in [one.get("href") for one in elements(page, "a")]
    card = page.partition('<section id="language"')[2].partition("</section>")[0]
    assert "العربية" in card and [one.get("value") for one in elements(card, "button")] == ["da", "en", "ar", "uk"]
    says = {str(one.get("name")): "da" for one in elements(card, "button")}
    assert client.post("/language", data={**says, "next": "/me"}).location == "/me"
    assert accounts.person(amina.id).language == "da" and at_hand(client.get("/plan").text) == []
    assert "Ring til mig med tolk" not in client.get("/").text
    assert reads(signed_in(a_phone(app), amina)) == "da"


@pytest.mark.parametrize("code", ["xx", "ti", ""])
def test_a_language_that_is_not_offered_does_not_become_hers(client: FlaskClient, amina: Somebody, code: str) -> None:
    assert client.post("/language", data={"language": code}).status_code == 422
    assert accounts.person(amina.id).language == "ar"


def test_one_tap_leads_back_to_her_language_also_where_it_is_offered_no_more(client: FlaskClient) -> None:
    hanna = a_citizen("ti", name="Hanna Tesfay")
    chooses(signed_in(client, hanna), "da")
    assert at_hand(client.get("/plan").text) == ["ti", "/pair/plan"]
    assert reads(chooses(client, "ti")) == "ti"
