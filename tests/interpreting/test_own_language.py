"""An interpreter's own screen is in the interpreter's language; the pair stays the citizen's language and Danish."""

from flask import Flask
from flask.testing import FlaskClient

from tests.interpreting.a_talk import Meeting, meeting
from tests.web.markup import elements


def page_in(html: str) -> str:
    """The language of a page around."""
    return str(next(iter(elements(html, "html"))).get("lang"))


def sides(html: str) -> list[tuple[str | None, str | None]]:
    """Language and direction of the two sides of the first point; None where it is that of the page."""
    first = html.partition('<li id="point-1"')[2].partition('<li id="point-2"')[0]
    cards = [one for one in elements(first, "div") if (one.get("class"), one.get("id")) == ("card", None)]
    return [(one.get("lang"), one.get("dir")) for one in cards]


def switched(talk: Meeting, code: str) -> Meeting:
    answer = talk.saras.post("/language", data={"_language": code, "next": "/join/talk"})
    assert answer.status_code == 303
    return talk


def test_it_works(app: Flask, client: FlaskClient) -> None:
    talk = switched(meeting(app, client), "uk")
    assert page_in(talk.saras.get("/join/talk").text) == "uk"
    read = talk.read("plan")
    assert page_in(read.text) == "uk" and read.headers["Content-Language"] == "uk"
    assert sides(read.text) == [("ar", "rtl"), ("da", "ltr")]
    assert client.get("/plan").headers["Content-Language"] == "ar"


def test_her_look_at_danish_takes_no_column_away(app: Flask, client: FlaskClient) -> None:
    """On her own phone she taps to Danish; the interpreter still reads her language beside it."""
    talk = meeting(app, client)
    client.post("/language", data={"_language": "da", "next": "/pair/plan"})
    assert page_in(client.get("/plan").text) == "da"
    read = switched(talk, "uk").read("plan")
    assert sides(read.text) == [("ar", "rtl"), ("da", "ltr")]


def test_without_a_choice_the_browser_says_it(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    asked = {"Accept-Language": "en"}
    assert page_in(talk.saras.get("/join/talk", headers=asked).text) == "en"
    assert page_in(talk.saras.get("/join/talk/plan", headers=asked).text) == "en"


def test_in_her_language_no_side_is_marked_twice(app: Flask, client: FlaskClient) -> None:
    read = switched(meeting(app, client), "ar").read("plan")
    assert page_in(read.text) == "ar" and sides(read.text) == [(None, None), ("da", "ltr")]


def test_the_words_on_her_side_tell_where_they_come_from(app: Flask, client: FlaskClient) -> None:
    """Around them all is Danish and needs no mark; the Arabic beside it does, once, and what it does not say."""
    read = switched(meeting(app, client), "da").read("plan")
    head = read.text.partition("</header>")[0]
    assert page_in(read.text) == "da" and head.count('data-mark="unreviewed"') == 1


def test_what_is_not_there_is_told_in_the_own_language(app: Flask, client: FlaskClient) -> None:
    assert page_in(switched(meeting(app, client), "uk").read("me").text) == "uk"
