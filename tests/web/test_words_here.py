"""A word of the system is explained wherever a page says it: by a link in its text, or at the end of the page."""

import pytest
from flask.testing import FlaskClient

from tests.people import a_citizen, responsible_for, signed_in, staff
from tests.plan.laid import a_card, a_plan
from tests.web.markup import by_id, elements, main_of

LISTED = 'id="words-here"'


def words_of(html: str) -> list[str]:
    return [one.get("href") or "" for one in elements(html, "a") if "term" in (one.get("class") or "").split()]


def test_it_works_for_a_word_in_a_heading(client: FlaskClient) -> None:
    signed_in(client, a_citizen("da"))
    html = main_of(client.get("/concerns/new").text)
    listed = by_id(html, "words-here")
    assert listed is not None and "Ord på siden" in listed.text
    assert "/glossary#egen-laege" in words_of(html)
    assert len(words_of(html)) == len(set(words_of(html)))


def test_staff_are_told_the_words_too(client: FlaskClient) -> None:
    amina = a_citizen("da")
    karen = responsible_for(amina)
    a_plan(amina)
    a_card(amina, karen)
    html = main_of(signed_in(client, karen).get(f"/desk/{amina.id}/plan").text)
    assert "/glossary#jobkonsulent" in words_of(html)
    journal = html[html.index("<textarea readonly") : html.index("</textarea>")]
    assert "Kursus om ro" in journal and "/glossary" not in journal


def test_it_is_no_point_of_a_page_in_two_languages(client: FlaskClient) -> None:
    """Whoever reads along counts the same blocks."""
    signed_in(client, a_citizen("en"))
    assert LISTED in client.get("/concerns/new").text
    assert "words-here" not in client.get("/pair/concerns/new").text


@pytest.mark.parametrize("path", ["/show", "/offers", "/glossary", "/me/sharing"])
def test_where_nothing_leads_away_nothing_is_listed(client: FlaskClient, path: str) -> None:
    signed_in(client, a_citizen("da"))
    assert LISTED not in client.get(path).text


def test_a_refusal_stays_as_it_is(client: FlaskClient) -> None:
    signed_in(client, staff("caseworker"))
    answer = client.get("/plan")
    assert answer.status_code == 403 and not words_of(answer.text)
