"""`/desk/catalogue`: staff find a measure by words and topic, and read how old what they read is."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from companion.plan import catalogue
from companion.plan.catalogue_file import read
from companion.plan.catalogue_pages import PAGE_LENGTH
from companion.plan.measure import Measure
from tests.people import MADE_BY, a_citizen, signed_in, staff
from tests.plan import catalogue_csv
from tests.web.markup import elements, language_of


@pytest.fixture
def listed(client: FlaskClient, tmp_path: Path) -> tuple[Measure, ...]:
    """The measures of the good file on offer, and Karen at her desk."""
    signed_in(client, staff("caseworker"))
    wanted = read(catalogue_csv.write(tmp_path), today=date(2026, 11, 22))
    offered(*wanted)
    return wanted


def offered(*wanted: Measure) -> None:
    catalogue.take_in(wanted=wanted, expected=catalogue.compare(wanted), actor=MADE_BY)


def found(client: FlaskClient, **typed: str) -> list[str]:
    """The keys a search shows."""
    answer = client.post("/desk/catalogue", data=typed)
    assert answer.status_code == 200
    return [key for one in elements(answer.text, "div") if (key := one.get("data-measure"))]


def test_it_works(client: FlaskClient, listed: tuple[Measure, ...]) -> None:
    assert 'href="/desk/catalogue"' in client.get("/desk").text
    html = client.get("/desk/catalogue").text
    for told in ("Samtale om alkohol", "Kommunens liste", "Borgeren kan ringe selv", "Uden navn", "Næste gang"):
        assert told in html
    assert html.count("data-measure") == 2 and html.count("data-stale") == 1
    assert found(client, words="alkohol") == ["talk"]
    assert found(client, topic="education") == ["class"]


def test_what_was_looked_for_stands_in_the_form_and_in_no_address(
    client: FlaskClient, listed: tuple[Measure, ...]
) -> None:
    answer = client.post("/desk/catalogue", data={"words": "alkohol <b>", "topic": "substances"})
    (words,) = [one for one in elements(answer.text, "input") if one.get("id") == "words"]
    assert words.get("value") == "alkohol <b>" and "Her er intet, der passer" in answer.text
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["Companion-Keep"] == "never"
    assert not [one for one in elements(answer.text, "a") if "alkohol" in (one.get("href") or "")]


def test_another_language_keeps_what_was_typed(client: FlaskClient, listed: tuple[Measure, ...]) -> None:
    html = client.post("/desk/catalogue", data={"words": "الكحول", "_language": "ar"}).text
    assert language_of(html) == ("ar", "rtl") and html.count("data-measure") == 1
    assert '<span class="danish" lang="da" dir="ltr">En samtale om alkohol</span>' in html
    assert client.post("/desk/catalogue", data={"_language": "xx"}).status_code == 422


@pytest.mark.parametrize("number", ["-1", "9999", "²", "99999", "x", ""])
def test_it_is_paged_and_a_typed_page_is_one_of_them(
    client: FlaskClient, listed: tuple[Measure, ...], number: str
) -> None:
    offered(*(replace(listed[0], key=f"talk-{place:02}") for place in range(PAGE_LENGTH)))
    assert len(found(client)) == PAGE_LENGTH
    assert len(found(client, page="1")) == 2
    assert len(found(client, page=number)) in (PAGE_LENGTH, 2)
    assert len(found(client, topic="astrology", words="x" * 5_000)) == 0


def test_it_is_for_staff(client: FlaskClient) -> None:
    assert client.get("/desk/catalogue").status_code == 401
    signed_in(client, a_citizen())
    assert client.get("/desk/catalogue").status_code == 403
