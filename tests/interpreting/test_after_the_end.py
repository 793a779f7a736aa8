"""Whoever ends it: the interpreter is out at the next request, with a time confirmation and no word of content."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.interpreting import ending
from tests.clock import FrozenClock
from tests.interpreting.a_talk import PURPOSE, SARA, Meeting, meeting
from tests.web.markup import ids, main_of

ENDS: dict[str, Callable[[Meeting], object]] = {
    "she ends it": lambda talk: talk.hers.post("/pair/talk/end"),
    "she signs out": lambda talk: talk.hers.post("/sign-out"),
}


@pytest.mark.parametrize("how", ENDS)
def test_it_works(app: Flask, client: FlaskClient, clock: FrozenClock, how: str) -> None:
    talk = meeting(app, client)
    clock.move(timedelta(minutes=31, seconds=5))
    ENDS[how](talk)
    out = talk.read("plan")
    assert out.status_code == 401 and PURPOSE not in out.text
    assert SARA.agency in out.text and "32" in out.text and SARA.name not in out.text
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


def test_asking_how_it_stands_takes_nothing_away_yet(app: Flask, client: FlaskClient) -> None:
    """The script asks first; the page it then opens is the confirmation."""
    talk = meeting(app, client)
    client.post("/pair/talk/end")
    now = talk.saras.get("/join/now", headers={"Accept": "application/json"})
    assert now.status_code == 401 and now.json == {"over": True}
    assert "confirmation" in ids(main_of(talk.saras.get("/join/talk").text))


def test_she_sees_agency_time_and_mode_and_no_name(app: Flask, client: FlaskClient) -> None:
    meeting(app, client)
    client.post("/pair/talk/end")
    page = client.get("/pair").text
    assert SARA.agency in page and SARA.name not in page
    assert ending.end_overdue() == 0
