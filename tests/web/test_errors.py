"""A refusal is a calm page in the reader's language, or JSON for a script; a fault tells nothing of itself."""

import json
import logging
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.app import create_app
from companion.foundation import errors
from companion.foundation.database import Database
from companion.foundation.runtime import Runtime
from companion.web.security import MAX_BODY_BYTES
from tests.people import a_citizen, signed_in, staff
from tests.web.markup import by_id, elements, language_of


@pytest.fixture
def faulty(own_app: Flask) -> FlaskClient:
    """An app with one view that breaks, and one that refuses."""

    def breaks() -> str:
        raise KeyError("Amina Haddad, 010190-1234")

    def refuses() -> str:
        raise errors.Conflict

    own_app.add_url_rule("/breaks", view_func=breaks)
    own_app.add_url_rule("/refuses", view_func=refuses)
    return own_app.test_client()


def test_it_works(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    refusal = by_id(answer.text, "refusal")
    assert refusal is not None and errors.NotFound.sentence in refusal.text
    assert len(elements(answer.text, "h1")) == 1


@pytest.mark.parametrize(("language", "page"), [("da", ("da", "ltr")), ("ar", ("ar", "rtl")), ("en", ("en", "ltr"))])
def test_a_refusal_is_in_the_readers_own_language(client: FlaskClient, language: str, page: tuple[str, str]) -> None:
    signed_in(client, a_citizen(language))
    answer = client.get("/nowhere", headers={"Accept-Language": "uk"})
    assert (answer.status_code, language_of(answer.text)) == (404, page)


def test_a_stranger_gets_the_language_the_browser_asks_for(client: FlaskClient) -> None:
    assert language_of(client.get("/plan", headers={"Accept-Language": "ar"}).text) == ("ar", "rtl")


@pytest.mark.parametrize("address", ["/plan", "/appointments", "/check-in", "/me", "/desk", "/check-in/result"])
def test_who_is_not_signed_in_is_asked_to(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 401
    assert 'href="/sign-in"' in answer.text


def test_a_script_gets_json(client: FlaskClient) -> None:
    answer = client.post("/check-in/sealed", json={})
    assert (answer.status_code, answer.mimetype) == (401, "application/json")
    assert answer.json is not None and answer.json["error"] == "SignInNeeded" and "<" not in answer.json["message"]
    assert client.get("/nowhere", headers={"Accept": "application/json"}).json is not None


def test_htmx_is_led_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/me", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


def test_another_roles_page_is_refused(client: FlaskClient) -> None:
    signed_in(client, staff())
    assert client.get("/me").status_code == 403


def test_a_wrong_method_is_told(client: FlaskClient) -> None:
    assert (client.get("/language").status_code, client.post("/help").status_code) == (405, 405)


def test_a_body_too_large_is_refused(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    large = "x" * MAX_BODY_BYTES
    assert client.post("/check-in", data={"key": large}).status_code == 413
    answer = client.post("/check-in/sealed", json={"ct": large})
    assert (answer.status_code, answer.mimetype) == (413, "application/json")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_of_another_kind_is_refused(client: FlaskClient, kind: str) -> None:
    signed_in(client, a_citizen())
    assert client.post("/check-in/sealed", data="{}", content_type=kind).status_code == 415


@pytest.mark.parametrize("body", ["", "{", "nonsense", "\x00", "[" * 30_000, b"\xff\xfe"])
def test_a_broken_body_is_refused(client: FlaskClient, body: str | bytes) -> None:
    signed_in(client, a_citizen())
    answer = client.post("/check-in/sealed", data=body, content_type="application/json")
    assert answer.status_code == 422 and answer.json is not None


def test_a_fault_of_ours_tells_nothing_of_itself(faulty: FlaskClient) -> None:
    answer = faulty.get("/breaks")
    assert answer.status_code == 500
    assert not [word for word in ("Amina", "010190", "KeyError", "Traceback") if word in answer.text]
    assert json.loads(faulty.get("/breaks", headers={"Accept": "application/json"}).text)["error"] == "Broken"


def test_a_refusal_of_a_room_keeps_its_status(faulty: FlaskClient) -> None:
    assert faulty.get("/refuses").status_code == 409


def test_a_database_that_is_gone_answers_503_and_accepts_nothing(client: FlaskClient, runtime: Runtime) -> None:
    gone = replace(runtime, database=Database("sqlite:////nowhere/at/all.db"))
    browser = create_app(runtime.config, ground=gone).test_client()
    browser.set_cookie("companion", "x" * 43)
    for answer in (
        browser.get("/"),
        browser.post("/check-in/sealed", json={}, headers={"Sec-Fetch-Site": "same-origin"}),
    ):
        assert answer.status_code == 503


def test_no_refusal_blames_or_frightens() -> None:
    everything: list[type[errors.Refusal]] = [errors.Refusal, *_all_below(errors.Refusal)]
    assert len({one.sentence for one in everything}) > 10
    for one in everything:
        assert one.sentence.endswith(".") and 400 <= one.status < 600
        assert "!" not in one.sentence


def _all_below(kind: type[errors.Refusal]) -> list[type[errors.Refusal]]:
    below = kind.__subclasses__()
    return [*below, *(deeper for one in below for deeper in _all_below(one))]


def test_a_refusal_is_logged_without_anybody(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    amina = a_citizen(name="Canary Person")
    signed_in(client, amina)
    with caplog.at_level(logging.INFO, logger="companion"):
        client.get("/desk")
        client.post("/call-me", headers={"Sec-Fetch-Site": "cross-site"})
    told = [line.facts for line in caplog.records if line.message == "refused"]  # type: ignore[attr-defined] # our own attribute
    assert told == [{"endpoint": "desk.home", "kind": "NotAllowed"}, {"endpoint": "tasks.call_me", "kind": "CrossSite"}]
    assert "Canary" not in caplog.text and str(amina.id) not in caplog.text
