"""After a page made by a form, another language leads to a page that is there, and a new code can be had."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from companion.web import onward
from tests.interpreting.a_talk import OPENS, a_life, a_phone, code_on
from tests.people import signed_in
from tests.web.markup import elements, main_of


def switched(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """What stands there after a tap on a language, without JavaScript."""
    sent = {one.get("name"): one.get("value") for one in elements(answer.text, "input")}
    return client.post("/language", data={"_language": "uk", "next": sent["next"]}, follow_redirects=True)


def test_it_works(client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    first = client.post("/pair", data=OPENS)
    assert code_on(first) and "data-shown-once" in first.text
    again = client.post("/pair/talk/code")
    assert code_on(again) not in ("", code_on(first)) and "data-shown-once" in again.text
    page = switched(client, again)
    assert page.status_code == 200 and page.request.path == "/pair/talk"
    assert not code_on(page) and 'action="/pair/talk/code"' in main_of(page.text)


def test_the_code_of_a_talk_that_was_just_opened(client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    page = switched(client, client.post("/pair", data=OPENS))
    assert page.status_code == 200 and 'action="/pair/talk/code"' in main_of(page.text)


def test_an_interpreter_who_forgot_a_field(app: Flask, client: FlaskClient) -> None:
    signed_in(client, a_life("ar"))
    saras = a_phone(app)
    saras.post("/join", data={"code": code_on(client.post("/pair", data=OPENS))})
    page = switched(saras, saras.post("/join/ask", data={"name": "Sara"}))
    assert page.status_code == 200 and 'action="/join/ask"' in main_of(page.text)


@pytest.mark.parametrize(
    "path",
    ["/pair/talk/door", "/check-in/later", "/appointments/talk/time", "/me/notifications/pause", "/me/unwell/share"],
)
def test_a_refused_form(client: FlaskClient, path: str) -> None:
    signed_in(client, a_life("ar"))
    refused = client.post(path)
    assert refused.status_code in (404, 422)
    assert switched(client, refused).status_code == 200


def test_a_page_that_was_opened_stays_where_it_is(app: Flask) -> None:
    for address, at in (("/check-in?a=1", "/check-in?a=1"), ("/pair/plan", "/pair/plan"), ("/no", "/no")):
        with app.test_request_context(address):
            assert onward.here() == at


def test_a_form_nobody_knows_goes_on_at_the_front_page(app: Flask) -> None:
    with app.test_request_context("/no/such/thing", method="POST"):
        assert onward.here() == "/"
