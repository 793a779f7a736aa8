"""`/pair`: each page of a citizen in two languages, the same blocks on both sides."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.house.policy import WHO
from tests.interpreting.a_talk import a_life, a_life_with_a_course
from tests.people import Somebody, signed_in
from tests.web.markup import elements, ids, main_of

PAGES = [
    *("", "plan", "appointments", "check-in", "course", "me", "me/sharing", "me/seen", "progress", "help", "privacy"),
    *(f"course/{week}" for week in range(1, 9)),
]


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    """A citizen who reads Arabic, with a plan, a course and a contact."""
    found = a_life("ar")
    signed_in(client, found)
    return found


def test_it_works(client: FlaskClient) -> None:
    signed_in(client, a_life_with_a_course("ar"))
    for inner in PAGES:
        alone = ids(main_of(client.get(f"/{inner}").text))
        page = client.get(f"/pair/{inner or 'today'}")
        assert page.status_code == 200, inner
        main = main_of(page.text)
        both = ids(main)
        assert len(both) == len(set(both)), inner
        assert {one for one in both if one.endswith("-da")} == {f"{one}-da" for one in alone if one in both}
        assert set(alone) <= set(both), inner
        assert len(elements(main, "h1")) == 1, inner


def test_every_page_of_hers_has_the_same_blocks_in_both(app: Flask, client: FlaskClient, amina: Somebody) -> None:
    """Whatever page somebody adds: it must not depend on the language which blocks it has."""
    for route, roles in WHO.items():
        method, _, path = route.partition(" ")
        if method == "GET" and "<" not in path and {"citizen", "everybody"} & set(roles):
            answer = client.get(f"/pair{path if path != '/' else '/today'}")
            assert answer.status_code in (200, 303, 404), route


def test_from_her_own_page_and_from_two_languages_a_way_leads_to_an_interpreter(
    client: FlaskClient, amina: Somebody
) -> None:
    for path in ("/me", "/pair/plan"):
        assert "/pair" in {one.get("href") for one in elements(client.get(path).text, "a")}, path


def test_who_reads_along_in_two_languages_stays_there(client: FlaskClient, amina: Somebody) -> None:
    page = main_of(client.get("/pair/appointments").text)
    links = [one.get("href") or "" for one in elements(page, "a")]
    assert any(link.startswith("/pair/appointments/") for link in links)
    assert "/appointments" in links  # back to one language


def test_each_side_says_its_language(client: FlaskClient, amina: Somebody) -> None:
    cards = [
        one for one in elements(client.get("/pair/plan").text, "div") if one.get("class") == "card" and one.get("lang")
    ]
    assert cards and {(one.get("lang"), one.get("dir")) for one in cards} == {("da", "ltr")}


def test_the_danish_side_sends_nothing(client: FlaskClient, amina: Somebody) -> None:
    page = client.get("/pair/today").text
    danish = [one for one in elements(page) if (one.get("id") or "").endswith("-da")]
    assert danish
    posting = list(elements(main_of(page), "form"))
    alone = list(elements(main_of(client.get("/").text), "form"))
    assert len(posting) == len(alone)


def test_who_reads_danish_gets_the_page_itself(client: FlaskClient) -> None:
    signed_in(client, a_life("da"))
    answer = client.get("/pair/plan")
    assert (answer.status_code, answer.location) == (303, "/plan")


def test_what_is_no_page_of_hers_is_not_there(client: FlaskClient, amina: Somebody) -> None:
    for inner in ("pair", "pair/plan", "join", "nowhere", "desk", "healthz", "service-worker.js"):
        assert client.get(f"/pair/{inner}").status_code == 404, inner
