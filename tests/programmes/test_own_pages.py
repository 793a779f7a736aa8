"""What the citizen finds around her course: all days, attendance, her group, notes, and what she reads after."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from companion.appointments import service as appointments
from companion.programmes import attendance, catch_up, course_calendar, fellows, service
from tests.clock import FrozenClock
from tests.people import signed_in
from tests.programmes.in_a_group import MONDAY, Group, a_group
from tests.programmes.test_status_notes import Told


@pytest.fixture
def group(client: FlaskClient) -> Group:
    made = a_group("Amina Haddad", "Omar Saleh")
    signed_in(client, made.people[0])
    return made


def marked(group: Group, state: str) -> None:
    states = {group.enrolments[0]: state}
    attendance.mark(run_id=group.id, day=MONDAY, states=states, actor=group.leader.actor)


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_all_days_stand_on_one_page(client: FlaskClient, group: Group) -> None:
    html = page(client, "/course/calendar")
    assert html.count('<section class="card" id="day-') == 7
    assert "Her er både kvinder og mænd." in html and "Har du børn at passe?" in html
    assert "Sundhedscenteret, indgang B" in html
    assert client.get("/course/calendar").headers["Companion-Keep"] == "own"


def test_she_says_in_one_tap_that_she_cannot_come(client: FlaskClient, group: Group) -> None:
    (coming, *_later) = appointments.upcoming(group.people[0].id)
    html = page(client, "/course/2")
    assert html.count("Jeg kan ikke komme") == 1
    sent = {"answer": "no", "next": f"/course/calendar#day-{coming.id}"}
    answer = client.post(f"/appointments/{coming.id}/answer", data=sent)
    assert answer.status_code == 303
    assert "Jeg kan komme alligevel" in page(client, "/course/calendar")


def test_a_missed_week_is_offered_to_be_read(client: FlaskClient, group: Group) -> None:
    assert 'id="missed"' not in page(client, "/course")
    marked(group, "absent")
    assert "Læs uge 1" in page(client, "/course")
    week = page(client, "/course/1")
    assert "Det gør ikke noget." in week and not re.search("udeblev|fravær|burde", week)
    assert client.post("/course/1/read").status_code == 303
    assert "Du har læst ugen" in page(client, "/course/1")
    assert 'id="missed"' not in page(client, "/course")


def test_a_week_to_come_cannot_have_been_read(client: FlaskClient, group: Group) -> None:
    assert client.post("/course/5/read").status_code == 404
    assert catch_up.read_pages(group.enrolments[0]) == set()


def test_who_came_is_not_asked_to_read_after(client: FlaskClient, group: Group) -> None:
    marked(group, "late")
    course = service.course(group.people[0].id)
    assert course
    assert catch_up.missed_pages(course, course_calendar.days_of(course)) == []


def test_she_sees_her_attendance_and_says_it_is_not_right(client: FlaskClient, group: Group) -> None:
    marked(group, "absent")
    html = page(client, "/course/attendance")
    (action,) = re.findall(r'action="(/course/attendance/[^"]+/contest)"', html)
    assert client.post(action, data={"own_words": "a" * 601}).status_code == 422
    assert client.post(action, data={"own_words": "Jeg var der."}).status_code == 303
    after = page(client, "/course/attendance")
    assert "Jeg var der." in after and "Du får svar her." in after


def test_she_joins_the_group_page_and_leaves_it(client: FlaskClient, group: Group) -> None:
    assert 'id="others"' not in page(client, "/course/group")
    wrong = client.post("/course/group", data={"first_name": "", "own_words": "Te"})
    assert wrong.status_code == 422 and "Te</textarea>" in wrong.get_data(as_text=True)
    client.post("/course/group", data={"first_name": "Amina", "own_words": ""})
    answer = client.get("/course/group")
    assert 'id="others"' in answer.get_data(as_text=True) and answer.headers["Companion-Keep"] == "never"
    client.post("/course/group/leave")
    assert 'id="others"' not in page(client, "/course/group")


def test_a_switch_of_language_keeps_what_was_typed(client: FlaskClient, group: Group) -> None:
    typed = {"first_name": "Amina", "own_words": "Te", "_language": "en"}
    html = client.post("/course/group", data=typed).get_data(as_text=True)
    assert '<html lang="en"' in html and 'value="Amina"' in html and "Te</textarea>" in html
    assert fellows.own_card(group.people[0].id) is None


def test_a_note_is_hers_to_read_first(client: FlaskClient, clock: FrozenClock) -> None:
    told = Told()
    told.agrees()
    signed_in(client, told.marek)
    assert 'href="/course/notes"' in page(client, "/")
    html = page(client, "/course/notes")
    assert "Lidt mere hver uge" in html and "Siger du ikke noget, går det videre" in html
    assert client.post(f"/course/notes/{told.note}/answer", data={"answer": "talk"}).status_code == 303
    assert "Det bliver her." in page(client, "/course/notes")
    clock.move(timedelta(days=5))
    assert told.read_by(told.peter) == 0
    client.post(f"/course/notes/{told.note}/answer", data={"answer": "yes"})
    assert told.read_by(told.peter) == 1
    assert client.post(f"/course/notes/{told.note}/answer", data={"answer": "x"}).status_code == 422


def test_without_a_consent_she_is_shown_the_way_to_one(client: FlaskClient) -> None:
    told = Told()
    signed_in(client, told.marek)
    html = page(client, "/course/notes")
    assert "Derfor bliver det her." in html and 'href="/me/sharing"' in html
    assert client.post(f"/course/notes/{told.note}/answer", data={"answer": "yes"}).status_code == 409


def test_first_aid_is_three_taps_from_today_without_a_connection(client: FlaskClient, group: Group) -> None:
    today = page(client, "/")
    assert 'href="/help"' in today and 'href="/first-aid"' in page(client, "/help")
    (kept,) = re.findall(r'name="companion-keep" content="([^"]+)"', today)
    assert {"/help", "/first-aid", "/course/calendar"} <= set(kept.split(","))
    assert client.get("/first-aid").headers["Companion-Keep"] == "anyone"
    assert "tel:112" in page(client, "/first-aid")
