"""Signing in and out on a phone, the demo's door, and the choice of language."""

import re
from collections.abc import Callable
from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from companion.accounts import service as accounts
from companion.app import create_app
from companion.foundation import config as settings
from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import MADE_BY, a_citizen, signed_in, staff
from tests.web.markup import elements, language_of

Opened = Callable[..., FlaskClient]
HTTPS = "https://companion.example.dk"


@pytest.fixture
def opened(client: FlaskClient, runtime: Runtime) -> Opened:
    """Opens a demo installation at an address, with one persona in it."""
    person = accounts.add_person(name="Amina Haddad", language="ar", persona="citizen-course")
    accounts.give_role(person=person, role="citizen", actor=MADE_BY)

    def at(base_url: str) -> FlaskClient:
        set_so = settings.read(**{**runtime.config.model_dump(), "base_url": base_url, "demo": True})
        ground = Runtime(set_so, runtime.clock, runtime.database, runtime.keys)
        browser = create_app(set_so, ground=ground).test_client()
        browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        return browser

    return at


def sign_in(browser: FlaskClient, base_url: str = "http://localhost", phone: str = "own") -> TestResponse:
    return browser.post("/demo", base_url=base_url, data={"persona": "citizen-course", "phone": phone})


def cookie(answer: TestResponse, name: str) -> Morsel[str]:
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.getlist("Set-Cookie"):
        jar.load(line)
    return jar[name]


def test_it_works(opened: Opened) -> None:
    browser = opened("http://localhost:8000")
    assert sign_in(browser).status_code == 303
    assert language_of(browser.get("/me").text) == ("ar", "rtl")


def test_the_demo_asks_whose_phone_it_is(opened: Opened) -> None:
    browser = opened("http://localhost:8000")
    assert 'data-persona="citizen-course"' in browser.get("/demo").text
    asked = browser.post("/demo", data={"persona": "citizen-course"}).text
    assert [one.get("data-phone") for one in elements(asked, "button") if one.get("data-phone")] == ["own", "shared"]
    assert browser.get("/me").status_code == 401


def test_on_https_the_cookie_is_bound_to_this_host(opened: Opened) -> None:
    answer = sign_in(opened(HTTPS), HTTPS)
    kept = cookie(answer, "__Host-companion")
    assert (kept["secure"], kept["httponly"], kept["samesite"], kept["path"]) == (True, True, "Lax", "/")
    assert kept["domain"] == "" and int(kept["max-age"]) == 90 * 24 * 3600
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_on_https_the_way_back_is_bound_to_this_host_too(opened: Opened) -> None:
    browser = opened(HTTPS)
    kept = cookie(browser.get("/messages", base_url=HTTPS), "__Host-companion-way")
    assert (kept["secure"], kept["httponly"], kept["samesite"], kept["path"]) == (True, True, "Lax", "/")
    assert sign_in(browser, HTTPS).location == "/messages"


def test_on_loopback_the_cookie_is_plain(opened: Opened) -> None:
    kept = cookie(sign_in(opened("http://localhost:8000")), "companion")
    assert (kept["secure"], kept["httponly"], kept["samesite"]) == ("", True, "Lax")


def test_on_https_the_plain_cookie_opens_nothing(opened: Opened) -> None:
    token = cookie(sign_in(opened("http://localhost:8000")), "companion").value
    browser = opened(HTTPS)
    browser.set_cookie("companion", token, domain="companion.example.dk")
    assert browser.get("/me", base_url=HTTPS).status_code == 401


def test_signing_in_opens_a_new_session_each_time(opened: Opened) -> None:
    browser = opened("http://localhost:8000")
    first, second = (cookie(sign_in(browser), "companion").value for _ in range(2))
    assert first != second
    browser.set_cookie("companion", first)
    assert browser.get("/me").status_code == 401


def test_signing_out_ends_the_session_on_the_server_too(opened: Opened) -> None:
    browser = opened("http://localhost:8000")
    token = cookie(sign_in(browser), "companion").value
    answer = browser.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    browser.set_cookie("companion", token)
    assert browser.get("/me").status_code == 401


def test_signing_out_asks_first_and_a_link_does_nothing(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    assert client.get("/sign-out").status_code == 200
    assert client.get("/me").status_code == 200


def test_signing_out_without_being_signed_in_is_fine(client: FlaskClient) -> None:
    assert client.post("/sign-out").status_code == 303


def test_after_90_days_the_phone_asks_again(client: FlaskClient, clock: FrozenClock) -> None:
    signed_in(client, a_citizen())
    clock.move(timedelta(days=89))
    assert client.get("/me").status_code == 200
    clock.move(timedelta(days=1))
    assert client.get("/me").status_code == 401


def test_a_disabled_person_is_out_at_once(client: FlaskClient) -> None:
    signed_in(client, a_citizen())
    with transaction() as session:
        session.execute(text("update person set disabled_at = '2026-11-22 09:00:00'"))
    assert client.get("/me").status_code == 401


@pytest.mark.parametrize("method", ["get", "post"])
def test_there_is_no_demo_outside_a_demo(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)("/demo")
    assert answer.status_code == 404


@pytest.mark.parametrize("persona", ["", "nobody", "citizen-ips"])
def test_a_persona_that_is_not_there_is_not_found(opened: Opened, persona: str) -> None:
    answer = opened("http://localhost:8000").post("/demo", data={"persona": persona, "phone": "own"})
    assert answer.status_code == 404


def test_a_stranger_switches_language_and_the_phone_remembers(client: FlaskClient) -> None:
    answer = client.post("/language", data={"_language": "ar", "next": "/help?from=home"})
    assert (answer.status_code, answer.location) == (303, "/help?from=home")
    kept = cookie(answer, "companion-language")
    assert (kept.value, kept["httponly"], kept["samesite"]) == ("ar", True, "Lax")
    assert language_of(client.get("/help", headers={"Accept-Language": "en"}).text) == ("ar", "rtl")


def test_a_signed_in_citizen_takes_her_language_with_her(client: FlaskClient) -> None:
    amina = a_citizen("ar")
    signed_in(client, amina)
    client.post("/language", data={"_language": "uk", "next": "/me"})
    client.delete_cookie("companion-language")
    assert language_of(client.get("/me").text) == ("uk", "ltr")
    assert accounts.person(amina.id).language == "uk"


def buttons(html: str, form: str) -> list[str]:
    """The languages that one form of the header offers."""
    start = html.index(f'class="{form}"')
    return re.findall(r'name="_language" value="(\w+)"', html[start : html.index("</form>", start)])


def test_one_tap_leads_to_danish_and_one_back(client: FlaskClient) -> None:
    client.post("/language", data={"_language": "ar", "next": "/help"})
    arabic = client.get("/help").text
    assert buttons(arabic, "switch") == ["da"] and "da" not in buttons(arabic, "menu")
    client.post("/language", data={"_language": "da", "next": "/help"})
    danish = client.get("/help").text
    assert buttons(danish, "switch") == ["ar"] and language_of(danish) == ("da", "ltr")
    client.post("/language", data={"_language": "uk", "next": "/help"})
    assert buttons(client.get("/help").text, "switch") == ["da"]


def test_who_only_ever_read_danish_has_no_second_language_at_hand(client: FlaskClient) -> None:
    signed_in(client, a_citizen("da"))
    assert 'class="switch"' not in client.get("/me").text


def test_a_switch_in_the_middle_of_a_form_has_its_way_back(client: FlaskClient) -> None:
    signed_in(client, a_citizen("ar"))
    page = client.post("/plan/own", data={"_language": "da", "own_title": "En tur"}).text
    assert buttons(page, "switch") == ["ar"] and buttons(client.get("/me").text, "switch") == ["ar"]


@pytest.mark.parametrize("cookie", ["da.da", "da.xx", "da.", "da.ti", "ar.uk", ".ar", "da.ar.uk"])
def test_a_broken_way_back_is_none(client: FlaskClient, cookie: str) -> None:
    client.set_cookie("companion-language", cookie)
    page = client.get("/help", headers={"Accept-Language": "da"}).text
    assert 'class="switch"' not in page or buttons(page, "switch") == ["da"]


@pytest.mark.parametrize("code", ["", "ti", "xx", "../da", "DA", "<b>"])
def test_a_language_that_is_not_offered_is_refused(client: FlaskClient, code: str) -> None:
    answer = client.post("/language", data={"_language": code, "next": "/help"})
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (422, [])


@pytest.mark.parametrize("broken", ["xx", "", "../../etc/passwd", "<script>", "a" * 4000])
def test_a_broken_choice_on_the_phone_does_no_harm(client: FlaskClient, broken: str) -> None:
    client.set_cookie("companion-language", broken)
    for path in ("/help", "/check-in/blank"):
        answer = client.get(path, headers={"Accept-Language": "en"})
        assert (answer.status_code, language_of(answer.text)) == (200, ("en", "ltr"))


def test_everybody_finds_the_way_home(client: FlaskClient) -> None:
    stranger = client.get("/")
    assert (stranger.status_code, stranger.headers["Companion-Keep"]) == (200, "never")
    assert "companion-owner" not in stranger.text
    signed_in(client, staff())
    assert client.get("/").location == "/desk"
