"""Whoever ends it: the interpreter is out at the next request, with a time confirmation and no word of content."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.interpreting import ending
from tests.clock import FrozenClock
from tests.interpreting.a_talk import PURPOSE, SARA, Meeting, a_phone, asking, meeting
from tests.web.markup import elements, ids, main_of

ENDS: dict[str, Callable[[Meeting], object]] = {
    "she ends it": lambda talk: talk.hers.post("/pair/talk/end"),
    "she signs out": lambda talk: talk.hers.post("/sign-out"),
}


def cookies(phone: FlaskClient) -> set[str]:
    """The names of what a browser would send."""
    return {name for name in ("companion", "companion-interpreter", "companion-language") if phone.get_cookie(name)}


@pytest.mark.parametrize("how", ENDS)
def test_it_works(app: Flask, client: FlaskClient, clock: FrozenClock, how: str) -> None:
    talk = meeting(app, client)
    clock.move(timedelta(minutes=31, seconds=5))
    ENDS[how](talk)
    out = talk.read("plan")
    assert out.status_code == 401 and PURPOSE not in out.text
    assert SARA.agency in out.text and "32" in out.text and SARA.name not in out.text
    assert str(clock.now().year) in " ".join(one.text for one in elements(main_of(out.text), "p"))
    assert out.headers["Clear-Site-Data"] == '"cache"' and out.headers["Cache-Control"] == "no-store"
    assert talk.saras.get_cookie("companion-interpreter") is None
    again = talk.read("plan")
    assert again.status_code == 401 and SARA.agency not in again.text


def test_after_two_hours_it_is_over(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    talk = meeting(app, client)
    clock.move(timedelta(hours=2))
    assert talk.saras.get("/join/now").status_code == 401
    assert talk.read("plan").status_code == 401


def test_no_door_is_left_open(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    client.post("/pair/talk/end")
    assert talk.saras.post("/join/point", data={"inner": "help", "point": "1"}).status_code == 401
    for path in ("/join/now", "/join/talk", "/join/talk/help"):
        assert talk.saras.get(path).status_code == 401


def test_the_interpreter_may_go_and_it_is_over_for_both(app: Flask, client: FlaskClient) -> None:
    talk = meeting(app, client)
    gone = talk.saras.post("/join/leave")
    assert gone.status_code == 200 and "confirmation" in ids(main_of(gone.text))
    assert talk.saras.get_cookie("companion-interpreter") is None
    assert client.get("/pair/now").json == {"over": True}
    assert client.get("/pair/talk").location == "/pair"


@pytest.mark.parametrize("how", [*ENDS, "the interpreter goes"])
def test_no_cookie_is_left_on_the_interpreters_phone(app: Flask, client: FlaskClient, how: str) -> None:
    """Not even the one that says which language was chosen for the talk."""
    talk = meeting(app, client)
    talk.saras.post("/language", data={"_language": "uk", "next": "/join/talk"})
    assert {"companion-interpreter", "companion-language"} <= cookies(talk.saras)
    if how in ENDS:
        ENDS[how](talk)
        assert 'lang="uk"' in talk.read("plan").text
    else:
        talk.saras.post("/join/leave")
    assert cookies(talk.saras) == set()


def test_who_was_never_let_in_keeps_no_cookie_either(app: Flask, client: FlaskClient) -> None:
    for path in ("/join", "/join/talk"):
        talk = asking(app, client)
        client.post("/pair/talk/end")
        gone = talk.saras.get(path)
        assert cookies(talk.saras) == set() and gone.headers["Clear-Site-Data"] == '"cache"', path


def test_no_page_of_a_talk_begins_to_keep_anything(app: Flask, client: FlaskClient) -> None:
    """What is not there and what is over too: no script that opens a cache or brings in the worker."""
    talk = meeting(app, client)
    pages = [talk.read("me"), talk.saras.get("/join/talk"), talk.read("plan")]
    client.post("/pair/talk/end")
    pages += [talk.read("plan"), talk.read("plan"), talk.saras.get("/join"), talk.saras.get("/join/nowhere")]
    assert [page.status_code for page in pages] == [404, 200, 200, 401, 401, 200, 404]
    assert [name for page in pages for name in ("/start.", "/outbox.") if name in page.text] == []
    assert "/start." in client.get("/nowhere").text


def test_no_page_the_interpreter_turns_to_meanwhile_does_either(app: Flask, client: FlaskClient) -> None:
    """Help, the front page, a wrong word: what the header of every page leads to."""
    talk = meeting(app, client)
    header = talk.saras.get("/join/talk").text.partition("<header")[2].partition("</header>")[0]
    links = [href for one in elements(header, "a") if (href := one.get("href") or "").startswith("/")]
    assert {"/", "/help"} < set(links)
    for link in [*links, "/first-aid", "/check-in/blank", "/nowhere"]:
        page = talk.saras.get(link, follow_redirects=True)
        scripts = [(one.get("src") or "").split(".")[0] for one in elements(page.text, "script")]
        assert set(scripts) <= {"/static/passing", "/static/sign_in", "/static/passkey"}, (link, scripts)
        assert page.headers["Companion-Keep"] == "never" and page.headers["Cache-Control"] == "no-store", link
    assert "/start." in a_phone(app).get("/help").text and "/start." in client.get("/help").text


def test_asking_how_it_stands_takes_nothing_away_yet(app: Flask, client: FlaskClient) -> None:
    """The script asks first; the page it then opens is the confirmation."""
    talk = meeting(app, client)
    client.post("/pair/talk/end")
    script = {"Accept": "application/json"}
    now = talk.saras.get("/join/now", headers=script)
    tapped = talk.saras.post("/join/point", data={"inner": "help", "point": "1"}, headers=script)
    for answer in (now, tapped):
        assert answer.status_code == 401 and answer.json == {"over": True}
    for path in ("/join", "/join/talk", "/join/talk/help"):
        assert talk.saras.head(path).status_code == 401
    assert "confirmation" in ids(main_of(talk.saras.get("/join/talk").text))


def test_she_sees_agency_time_and_mode_and_no_name(app: Flask, client: FlaskClient) -> None:
    meeting(app, client)
    client.post("/pair/talk/end")
    page = client.get("/pair").text
    assert SARA.agency in page and SARA.name not in page
    assert ending.end_overdue() == 0
