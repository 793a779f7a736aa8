"""A form on a page in two languages: a switch keeps both sides, what was typed, and what the page was opened with."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.appointments import service as appointments
from tests.interpreting.a_talk import a_life, meeting
from tests.people import Somebody, signed_in
from tests.web.markup import by_id, elements, language_of, main_of

WORDS = "Mit knæ, torsdag"
ABOUT = {"plan/own": {"own_title": WORDS}, "concerns/new": {"own": WORDS}, "me/quiet": {"call_name": WORDS}}
PAGES = (*ABOUT, "check-in", "progress/rate", "wishes/hours", "wishes/workplace", "wording")


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    found = a_life("ar")
    signed_in(client, found)
    return found


def is_paired(html: str) -> bool:
    """Both sides are there, and none of them is the page alone."""
    return 'id="point-2"' in html and ("-da" in html or "-ar" in html)


def switched(client: FlaskClient, html: str, code: str, said: dict[str, str]) -> TestResponse:
    """A tap on a language without a script: what its form sends, wherever the fields of that form stand."""
    button = next(one for one in elements(html, "button") if (one.get("name"), one.get("value")) == ("_language", code))
    name = button.get("form")
    form = by_id(html, name) if name else elements(html, "form")[0]
    assert form is not None
    inside = html.partition(f'id="{name}"' if name else 'action="/language"')[2].partition("</form>")[0]
    lent = [one for one in elements(html, "input") if name and one.get("form") == name]
    hidden = [one for one in [*lent, *elements(inside, "input")] if one.get("type") == "hidden"]
    fields = {str(one.get("name")): str(one.get("value")) for one in hidden}
    return client.post(str(form.get("action")), data={**fields, **said, "_language": code}, follow_redirects=True)


def links(html: str, start: str) -> list[str]:
    return [one.get("href") or "" for one in elements(html, "a") if (one.get("href") or "").startswith(start)]


@pytest.mark.parametrize("inner", PAGES)
def test_it_works(client: FlaskClient, amina: Somebody, inner: str) -> None:
    """There and back, both stay in two languages."""
    html, said = client.get(f"/pair/{inner}", follow_redirects=True).text, ABOUT.get(inner, {})
    for code in ("da", "ar"):
        answer = switched(client, html, code, said)
        html = answer.text
        assert answer.status_code == 200 and is_paired(html) and language_of(html)[0] == code
        assert all(word in main_of(html) for word in said.values())


def test_a_check_in_keeps_what_is_chosen_and_both_sides(client: FlaskClient) -> None:
    """Her answers travel in their own form alone, also here."""
    signed_in(client, a_life("en"))
    for code in ("da", "en"):
        html = switched(client, client.get("/pair/check-in").text, code, {"happy": "3"}).text
        hers = [one for one in elements(html, "input") if "disabled" not in one.attributes]
        chosen = [one for one in hers if "checked" in one.attributes]
        assert is_paired(html) and [(one.get("name"), one.get("value")) for one in chosen] == [("happy", "3")]


def test_what_it_is_about_stays(client: FlaskClient, amina: Somebody) -> None:
    """From the page to two languages, over a switch, and back to one."""
    about = f"?appointment={appointments.upcoming(amina.id)[0].id}"
    one, two = f"/concerns/new{about}", f"/pair/concerns/new{about}"
    assert two in links(client.get(one).text, "/pair")
    html = client.get(two).text
    for page in (html, switched(client, html, "da", {}).text):
        assert one in links(page, "/concerns/new") and 'name="appointment"' in page


def test_who_reads_danish_alone_gets_the_page_with_what_it_is_about(client: FlaskClient) -> None:
    nora = a_life("da")
    about = f"?appointment={appointments.upcoming(nora.id)[0].id}"
    assert signed_in(client, nora).get(f"/pair/concerns/new{about}").location == f"/concerns/new{about}"


def test_a_page_read_together_stays_so_too(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    address = f"appointments/{appointments.upcoming(talk.amina.id)[0].id}"
    answer = switched(client, client.get(f"/pair/{address}").text, "da", {"own": WORDS})
    assert is_paired(answer.text) and WORDS in main_of(answer.text) and 'id="pointing"' in answer.text


def test_an_interpreter_who_reads_along_switches_the_own_screen(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    html = talk.read(f"appointments/{appointments.upcoming(talk.amina.id)[0].id}").text
    assert language_of(switched(talk.saras, html, "uk", {}).text)[0] == "uk"


@pytest.mark.parametrize("where", ["", "//elsewhere.example", "/no/such/page", "/desk", "/pair", "/join", "\\"])
def test_an_address_that_is_no_page_of_hers_is_one_language(client: FlaskClient, amina: Somebody, where: str) -> None:
    answer = client.post("/plan/own", data={"own_title": WORDS, "_language": "da", "in_two": where})
    assert (answer.status_code, is_paired(answer.text)) == (404 if where else 200, False)


def test_nobody_signed_in_has_two_languages(client: FlaskClient) -> None:
    for where in ("/help", "/plan"):
        assert client.post("/join", data={"code": "12", "_language": "uk", "in_two": where}).status_code == 404
