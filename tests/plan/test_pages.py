"""The plan as its citizen reads it: purpose, week, clashes, cards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from companion.appointments import service as appointments
from companion.plan.service import Letter
from tests.appointments.made import THURSDAY, a_meeting
from tests.people import Somebody, a_citizen, signed_in, staff
from tests.plan.laid import a_card, a_plan

THIS_WEEK = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)  # the tests' clock stands on Sunday the 22nd


@pytest.fixture
def lone(client: FlaskClient) -> Somebody:
    citizen = a_citizen("da", name="Lone Kjær")
    signed_in(client, citizen)
    return citizen


def read(client: FlaskClient, path: str = "/plan") -> str:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Companion-Keep"] == "own"
    return response.get_data(as_text=True)


def test_it_works(client: FlaskClient, lone: Somebody) -> None:
    a_plan(lone)
    karen, mette = staff(), staff("health-coordinator", name="Mette Lund")
    a_card(lone, karen, track="job")
    a_card(lone, mette)
    a_meeting(lone, mette, THIS_WEEK)
    html = read(client)
    for told in ("At du arbejder på deltid.", "onsdag d. 18. november", "10.00", "Tjek af fødder", "Helbred"):
        assert told in html
    for told in ("Karen Holm", "Jobkonsulent", "72 00 00 01", "Mette Lund", "Du har sagt, at du sover dårligt."):
        assert told in html
    assert html.count("<h1") == 1
    assert 'id="clash"' not in html


def test_the_next_week_is_one_tap_away(client: FlaskClient, lone: Somebody) -> None:
    a_meeting(lone, staff(), THURSDAY)
    assert "/plan?week=2026-W48#week" in read(client)
    html = read(client, "/plan?week=2026-W48")
    assert "Tjek af fødder" in html
    assert 'href="/plan#week"' in html


def test_two_meetings_at_the_same_time_are_told(client: FlaskClient, lone: Somebody) -> None:
    karen = staff()
    first = a_meeting(lone, karen, THIS_WEEK + timedelta(days=4), title={"da": "Gåtur"})
    a_meeting(lone, karen, THIS_WEEK + timedelta(days=4, minutes=59))
    assert 'id="clash"' in read(client)
    appointments.decline(appointment_id=first, actor=lone.actor)
    assert 'id="clash"' not in read(client)


def test_without_a_plan_the_page_says_what_comes(client: FlaskClient, lone: Somebody) -> None:
    html = read(client)
    assert "Du har ikke en plan endnu" in html
    assert "Tiden er din" in html


def test_an_empty_plan_says_so(client: FlaskClient, lone: Somebody) -> None:
    a_plan(lone)
    assert "Der er ikke lagt noget i planen endnu" in read(client)


def test_a_decision_shows_its_letter_an_offer_that_it_is_free(client: FlaskClient, lone: Somebody) -> None:
    a_plan(lone)
    a_card(lone, staff(), kind="decision", letter=Letter(date(2026, 10, 1), "26/1234"))
    html = read(client)
    assert "torsdag d. 1. oktober 2026" in html
    assert "26/1234" in html
    assert "Brevet gælder." in html
    assert "Du vælger selv" not in html
    a_card(lone, staff())
    assert "Du vælger selv" in read(client)


def test_another_persons_plan_is_not_in_it(client: FlaskClient, lone: Somebody) -> None:
    other, karen = a_citizen(name="Nora Friis"), staff()
    a_plan(other)
    a_card(other, karen)
    a_meeting(other, karen, THIS_WEEK)
    html = read(client)
    assert "Karen Holm" not in html
    assert "Tjek af fødder" not in html


@pytest.mark.parametrize("week", ["", "2026-W54", "next", "2026-W48' OR 1=1"])
def test_a_week_of_another_form_is_not_there(client: FlaskClient, lone: Somebody, week: str) -> None:
    assert client.get("/plan", query_string={"week": week}).status_code == 404


def test_staff_and_strangers_stay_out(client: FlaskClient) -> None:
    assert client.get("/plan").status_code == 401
    assert signed_in(client, staff()).get("/plan").status_code == 403
