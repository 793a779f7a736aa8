"""One page, one heading, the reader's language, and a switch of language that works without a script."""

import re
from datetime import time

import pytest
from flask.testing import FlaskClient

from companion.foundation.runtime import Runtime
from companion.language.formats import clock_time
from companion.language.overlays import NOTHING
from companion.language.table import language
from companion.web.environment import environment
from tests.people import a_citizen, signed_in
from tests.web.markup import elements, ids, language_of, main_of

OPEN = ["/help", "/sign-in", "/offline", "/sign-out"]
CITIZEN = ["/", "/plan", "/appointments", "/check-in", "/check-in/result", "/me", "/me/sharing", "/me/seen"]


def test_it_works(client: FlaskClient) -> None:
    answer = client.get("/help")
    assert (answer.status_code, language_of(answer.text)) == (200, ("da", "ltr"))
    assert answer.headers["Content-Language"] == "da"


@pytest.mark.parametrize("address", OPEN + CITIZEN)
@pytest.mark.parametrize("reads", ["da", "ar"])
def test_a_page_is_whole(client: FlaskClient, address: str, reads: str) -> None:
    signed_in(client, a_citizen(reads))
    html = client.get(address).text
    assert len(elements(html, "h1")) == 1 and elements(html, "title")[0].text
    assert elements(html, "body")[0].get("data-page")
    assert len(ids(html)) == len(set(ids(html)))
    main = [one for one in elements(html) if "main" in (one.get("class") or "").split()]
    assert len([one for one in main if "hidden" not in one.attributes]) <= 1


@pytest.mark.parametrize("address", OPEN + CITIZEN)
def test_main_consists_of_blocks_with_names(client: FlaskClient, address: str) -> None:
    signed_in(client, a_citizen())
    sections = elements(main_of(client.get(address).text), "section")
    assert sections and all(section.get("id") for section in sections)


@pytest.mark.parametrize("address", [*OPEN, "/", "/me"])
def test_the_language_switch_works_without_a_script(client: FlaskClient, address: str) -> None:
    """A button belongs to the form around it; naming a form that is not there would take it out."""
    signed_in(client, a_citizen())
    html = client.get(address).text
    buttons = [one for one in elements(html, "button") if one.get("name") == "_language"]
    forms = set(ids(html))
    assert [one.get("value") for one in buttons] == ["da", "en", "ar", "uk"]
    assert all(one.get("form") is None or one.get("form") in forms for one in buttons)


def test_every_language_is_named_in_itself(client: FlaskClient) -> None:
    buttons = [one for one in elements(client.get("/help").text, "button") if one.get("name") == "_language"]
    assert [(one.text, one.get("lang"), one.get("dir")) for one in buttons][2] == ("العربية", "ar", "rtl")
    assert [one.get("aria-current") for one in buttons] == ["true", None, None, None]


@pytest.mark.usefixtures("without_tigrinya")
def test_a_language_without_texts_is_danish_and_marked(client: FlaskClient) -> None:
    signed_in(client, a_citizen("ti"))
    html = client.get("/me").text
    assert language_of(html) == ("da", "ltr")
    assert [one for one in elements(html, "details") if one.get("class") == "mark"]


def test_danish_needs_no_mark(client: FlaskClient) -> None:
    assert not [one for one in elements(client.get("/help").text, "details") if one.get("class") == "mark"]


def test_the_phone_is_given_the_key_it_seals_to(client: FlaskClient) -> None:
    def meta(name: str) -> str | None:
        found = [one for one in elements(client.get("/me").text, "meta") if one.get("name") == name]
        return found[0].get("content") if found else None

    assert re.fullmatch(r"[0-9a-f]{8}:[\w-]{87}", meta("companion-intake") or "")
    assert meta("companion-owner") is None
    signed_in(client, a_citizen())
    assert re.fullmatch("[0-9a-f]{24}", meta("companion-owner") or "")


def test_names_are_escaped(client: FlaskClient) -> None:
    signed_in(client, a_citizen(name='<script>alert("1")</script>'))
    assert "<script>alert" not in client.get("/me").text


@pytest.mark.parametrize("code", ["da", "en", "ar", "uk"])
def test_hours_are_written_alike_on_a_page(runtime: Runtime, code: str) -> None:
    """Opening hours and meetings stand side by side: 09.00 here and 9:00 there would look like two things."""
    made = environment(code, NOTHING, lambda name: name, {})
    wall = made.globals["parts"].wall(time(10, 0))  # type: ignore[attr-defined] # the macros of parts.html
    assert clock_time(runtime.clock.now(), language(code)) in wall
