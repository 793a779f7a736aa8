"""`/pair`: each page of a citizen in two languages, the same blocks on both sides."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.web import paired
from tests.interpreting.a_talk import a_life, a_life_with_a_course, a_phone, meeting
from tests.interpreting.her_pages import HERS, NO_PAGES, ONE_THING, PLAIN, about_hers, everything_on
from tests.people import Somebody, a_citizen, signed_in
from tests.web.markup import elements, ids, language_of, main_of

UNEVEN = 'id="uneven"'
PAGES = [
    *("", "plan", "appointments", "check-in", "course", "me", "me/sharing", "me/seen", "progress", "help", "privacy"),
    *(f"course/{week}" for week in range(1, 9)),
]
WORDS_HERE = "words-here"  # words explained below a page: about it, and no point of a conversation


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    """A citizen who reads Arabic, with a plan, a course and a contact."""
    found = a_life("ar")
    signed_in(client, found)
    return found


def test_it_works(client: FlaskClient) -> None:
    signed_in(client, a_life_with_a_course("ar"))
    for inner in PAGES:
        alone = [one for one in ids(main_of(client.get(f"/{inner}").text)) if one != WORDS_HERE]
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
    for path in PLAIN:
        answer = client.get(f"/pair{path if path != '/' else '/today'}")
        assert answer.status_code in (200, 303, 404) and UNEVEN not in answer.text, path


def test_every_page_about_one_thing_of_hers_has_them_too(client: FlaskClient) -> None:
    amina = everything_on(client)
    assert {route for route in HERS if route.startswith("GET ") and "<" in route} == set(ONE_THING) | NO_PAGES
    for route in ONE_THING:
        answer = client.get(f"/pair{about_hers(route, amina)[0]}")
        assert answer.status_code == 200 and UNEVEN not in answer.text, route


def test_sides_that_differ_are_no_fault_of_the_readers(
    client: FlaskClient, amina: Somebody, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """She reads the Danish page alone, is told so in her language, and the log tells which page it is."""

    def differ(*_pages: object, **_how: object) -> list[paired.Point]:
        raise paired.Uneven

    monkeypatch.setattr(paired, "points", differ)
    answer = client.get("/pair/plan")
    assert answer.status_code == 200 and answer.headers["Content-Language"] == "ar"
    assert UNEVEN in answer.text and "Et arbejde, der passer" in answer.text
    cards = [one for one in elements(main_of(answer.text), "div") if one.get("class") == "card" and one.get("lang")]
    assert {one.get("lang") for one in cards} == {"da"}
    (line,) = [one for one in caplog.records if one.getMessage() == "sides-differ"]
    assert vars(line)["facts"] == {"template": "plan/plan.html"} and not line.args


def test_blocks_of_one_side_alone_are_told(client: FlaskClient) -> None:
    one, two = (f"<main>{inner}</main>" for inner in ('<p id="a">A</p>', '<p id="a">A</p><p id="b">B</p>'))
    assert len(paired.points(two, two, "-da")) == 2
    with pytest.raises(paired.Uneven):
        paired.points(one, two, "-da")


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


def hrefs(html: str, beginning: str) -> list[str]:
    return [one.get("href") or "" for one in elements(html, "a") if (one.get("href") or "").startswith(beginning)]


def test_from_two_languages_a_way_leads_to_say_that_a_word_is_wrong(client: FlaskClient, amina: Somebody) -> None:
    """The note tells which page it was, as from the page itself."""
    assert hrefs(client.get("/pair/plan").text, "/wording") == ["/wording?page=plan.overview"]


def test_read_in_danish_her_own_language_stands_beside(client: FlaskClient, amina: Somebody) -> None:
    """One tap turns the two sides round: the address stays, and so does what stands beside."""
    answer = client.post("/language", data={"_language": "da", "next": "/pair/plan"})
    page = client.get(answer.location).text
    assert (answer.location, language_of(page)) == ("/pair/plan", ("da", "ltr"))
    beside = [one for one in elements(main_of(page), "div") if one.get("lang") == "ar"]
    assert beside and all((one.get("id") or "-ar").endswith("-ar") for one in beside)
    back = client.post("/language", data={"_language": "ar", "next": "/pair/plan"})
    assert language_of(client.get(back.location).text) == ("ar", "rtl")


def test_who_never_read_another_language_has_one_side(client: FlaskClient) -> None:
    signed_in(client, a_citizen("da"))
    assert client.get("/pair/plan").location == "/plan"
    assert hrefs(client.get("/plan").text, "/pair") == []


def test_words_of_the_system_are_explained_on_both_sides(app: Flask, client: FlaskClient) -> None:
    signed_in(client, a_life_with_a_course("en"))
    alone = hrefs(client.get("/privacy").text, "/glossary#")
    both = hrefs(client.get("/pair/privacy").text, "/glossary#")
    assert alone and set(alone) <= set(both) and len(both) > len(alone)
    assert hrefs(client.get("/pair/me/sharing").text, "/glossary#") == []
    assert hrefs(client.get("/pair/course/3").text, "/glossary#") != []
    talk = meeting(app, a_phone(app), "en")
    assert hrefs(main_of(talk.read("help").text), "/glossary") == []


def test_who_reads_danish_gets_the_page_itself(client: FlaskClient) -> None:
    signed_in(client, a_life("da"))
    answer = client.get("/pair/plan")
    assert (answer.status_code, answer.location) == (303, "/plan")


def test_what_is_no_page_of_hers_is_not_there(client: FlaskClient, amina: Somebody) -> None:
    for inner in ("pair", "pair/plan", "join", "nowhere", "desk", "healthz", "service-worker.js"):
        assert client.get(f"/pair/{inner}").status_code == 404, inner
