"""Another language in the middle of a form, without a script: the form comes back with what was typed."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.appointments import service as appointments
from tests.interpreting.a_talk import OPENS, a_life, a_phone, code_on
from tests.people import signed_in
from tests.web.markup import elements, language_of, main_of

WORDS = "Mit knæ, torsdag"
FORMS = {
    "/plan/own": {"own_title": WORDS, "on": "2026-12-01", "at": "09:30", "minutes": "35"},
    "/me/notifications": {
        "channel": "inbox",
        "opens": "10:00",
        "closes": "17:00",
        "rest_from": "12:00",
        "evening": "1",
    },
    "/me/quiet": {"wait_days": "9", "call_name": WORDS},
    "/me/unwell": {"helps": WORDS},
    "/wording": {"page": "plan.home", "words": WORDS},
}


def comes_back(client: FlaskClient, page: str, sent: dict[str, str], to: str) -> str:
    """The form the language buttons of a page send is this one; the page it comes back on, in Ukrainian."""
    html = client.get(page).text
    buttons = [one for one in elements(html, "button") if one.get("name") == "_language"]
    forms = {one.get("id"): one.get("action") for one in elements(html, "form")}
    assert {forms.get(one.get("form")) for one in buttons} == {to} and "formnovalidate" in buttons[0].attributes
    answer = client.post(to, data={**sent, "_language": "uk"})
    assert answer.status_code == 200 and language_of(answer.text)[0] == "uk"
    return answer.text


def typed(html: str) -> set[str]:
    """Everything that is filled in or chosen in the main part."""
    main = main_of(html)
    fields = [one for one in elements(main, "input") if "checked" in one.attributes or one.get("type") != "checkbox"]
    chosen = [one for one in elements(main, "option") if "selected" in one.attributes]
    return {one.get("value") or "" for one in fields + chosen} | {one.text for one in elements(main, "textarea")}


@pytest.mark.parametrize("path", FORMS)
def test_it_works(client: FlaskClient, path: str) -> None:
    signed_in(client, a_life("ar"))
    assert set(FORMS[path].values()) <= typed(comes_back(client, path, FORMS[path], path))


def test_nothing_is_kept_by_it(client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    comes_back(client, "/plan/own", FORMS["/plan/own"], "/plan/own")
    assert WORDS not in client.get("/plan/own").text


def test_her_question_for_a_meeting(client: FlaskClient) -> None:
    amina = a_life("ar")
    signed_in(client, amina)
    path = f"/appointments/{appointments.upcoming(amina.id)[0].id}"
    html = comes_back(client, path, {"own": WORDS}, f"{path}/question")
    assert WORDS in typed(html) and f'name="next" value="{path}"' in html


def test_an_interpreter_at_the_door(app: Flask, client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    saras = a_phone(app)
    assert "12 34" in typed(comes_back(saras, "/join", {"code": "12 34"}, "/join"))
    saras.post("/join", data={"code": code_on(client.post("/pair", data=OPENS))})
    said = {"name": "Sara Nasser", "agency": "Tolk 2041", "mode": "phone", "adult": "1"}
    assert set(said.values()) <= typed(comes_back(saras, "/join", said, "/join/ask"))
    assert re.search('lang="uk"', saras.get("/join").text)


@pytest.mark.parametrize("path", FORMS)
def test_a_language_that_is_not_offered_is_refused(client: FlaskClient, path: str) -> None:
    signed_in(client, a_life("ar"))
    assert client.post(path, data={**FORMS[path], "_language": "xx"}).status_code == 422
