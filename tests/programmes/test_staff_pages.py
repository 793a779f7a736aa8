"""Enrolling from the desk, groups and the roll: by relation and by leading, with R3 kept."""

import re
import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from companion.appointments import service as appointments
from companion.checkins.records import Invitation
from companion.foundation.database import reading
from companion.programmes import attendance, service
from companion.programmes.records import Enrolment
from tests.people import Somebody, a_citizen, signed_in, staff
from tests.programmes.in_a_group import MONDAY, a_group, a_leader, a_run, somebody
from tests.programmes.test_status_notes import LINES, Told, relate

COURSE = "toender-diabetes"


@pytest.fixture
def amina(client: FlaskClient) -> Somebody:
    return somebody("Amina Haddad", "ar")


@pytest.fixture
def rikke(amina: Somebody, client: FlaskClient) -> Somebody:
    found = a_leader("Rikke Storm")
    relate(amina, found)
    signed_in(client, found)
    return found


def enrols(client: FlaskClient, citizen: Somebody, **form: str) -> tuple[int, str]:
    answer = client.post(f"/desk/{citizen.id}/programmes", data=form)
    return answer.status_code, answer.get_data(as_text=True)


def count(record: type[Enrolment] | type[Invitation]) -> int:
    with reading() as db:
        return db.scalar(select(func.count()).select_from(record)) or 0


def test_it_works(client: FlaskClient, amina: Somebody, rikke: Somebody) -> None:
    home = client.get(f"/desk/{amina.id}/programmes").get_data(as_text=True)
    assert home.count('name="programme"') > 8
    seen = client.post(f"/desk/{amina.id}/programmes/look", data={"programme": COURSE}).get_data(as_text=True)
    assert "8 uger" in seen and "8 møder" in seen and "<h3>دورة: ثمانية أسابيع مع السكري</h3>" in seen
    form = {"programme": COURSE, "starts_on": "2026-11-23", "owner-health-coordinator": "", "owner-therapist": ""}
    assert enrols(client, amina, **form)[0] == 422
    mette = staff("health-coordinator", name="Mette Lund")
    assert enrols(client, amina, **form | owners(rikke, mette))[0] == 303
    assert len(appointments.upcoming(amina.id)) == 8


def owners(*people: Somebody) -> dict[str, str]:
    return {f"owner-{one.role}": str(one.id) for one in people}


def test_a_search_finds_by_words(client: FlaskClient, amina: Somebody, rikke: Somebody) -> None:
    found = client.post(f"/desk/{amina.id}/programmes/look", data={"words": "diabetes"}).get_data(as_text=True)
    assert found.count('name="programme"') == 1
    nothing = client.post(f"/desk/{amina.id}/programmes/look", data={"words": "zzz"}).get_data(as_text=True)
    assert "Vi fandt ikke noget." in nothing


def test_twice_at_once_is_refused_and_after_the_end_it_is_a_new_episode(
    client: FlaskClient, amina: Somebody, rikke: Somebody
) -> None:
    form = {"programme": COURSE, "starts_on": "2026-11-23"} | owners(rikke)
    assert enrols(client, amina, **form)[0] == 303
    status, page = enrols(client, amina, **form)
    assert status == 409 and "Borgeren er allerede med i det." in page
    (taken,) = re.findall(r'name="enrolment" value="([^"]+)"', client.get(f"/desk/{amina.id}/programmes").text)
    assert count(Invitation) == 3
    assert client.post(f"/desk/{amina.id}/programmes/end", data={"enrolment": taken}).status_code == 303
    assert appointments.next_for(amina.id) is None and count(Invitation) == 0
    assert enrols(client, amina, **form)[0] == 303
    assert count(Enrolment) == 2 and "2. gang" in client.get(f"/desk/{amina.id}/programmes").text


@pytest.mark.parametrize("day", ["", "x", "1899-01-01", "2200-01-01", "2026-02-30"])
def test_a_day_nobody_means_is_said_and_nothing_is_lost(
    client: FlaskClient, amina: Somebody, rikke: Somebody, day: str
) -> None:
    status, page = enrols(client, amina, programme=COURSE, starts_on=day, **owners(rikke))
    assert status == 422 and 'id="errors"' in page
    assert f'value="{rikke.id}" selected' in page
    assert count(Enrolment) == 0


def test_a_full_group_is_said(client: FlaskClient, amina: Somebody, rikke: Somebody) -> None:
    run = a_run(rikke, capacity=2)
    form = {"programme": COURSE, "group": str(run)} | owners(rikke)
    for name in ("A", "B"):
        other = somebody(name)
        relate(other, rikke)
        assert enrols(client, other, **form)[0] == 303
    status, page = enrols(client, amina, **form)
    assert status == 409 and "Holdet er fuldt." in page and "2 af 2" in page and "disabled" in page


def test_without_a_relation_there_is_nobody(client: FlaskClient, amina: Somebody, rikke: Somebody) -> None:
    nora = a_citizen(name="Nora Friis")
    for path in ("programmes", "status-note"):
        assert client.get(f"/desk/{nora.id}/{path}").status_code == 404
    assert client.post(f"/desk/{nora.id}/programmes/look", data={"programme": COURSE}).status_code == 404
    assert enrols(client, nora, programme=COURSE)[0] == 404


def test_an_employment_role_is_not_told_of_a_health_programme(client: FlaskClient, amina: Somebody) -> None:
    peter = staff("caseworker", name="Peter Dam")
    relate(amina, peter)
    signed_in(client, peter)
    before = client.get(f"/desk/{amina.id}/programmes").text
    group = a_group()
    service.enrol(
        citizen=amina.id, programme_id=COURSE, starts_on=MONDAY, unit=group.leader.unit or uuid.uuid4(),
        staff=group.leader.id, run=group.id, actor=group.leader.actor,
    )  # fmt: skip
    states = dict.fromkeys(attendance_rows(amina), "absent")
    attendance.mark(run_id=group.id, day=MONDAY, states=states, actor=group.leader.actor)
    assert client.get(f"/desk/{amina.id}/programmes").text == before
    assert enrols(client, amina, programme=COURSE, starts_on="2026-11-23", **owners(group.leader))[0] == 404
    (hidden,) = states
    assert client.post(f"/desk/{amina.id}/programmes/end", data={"enrolment": str(hidden)}).status_code == 404
    for path in ("/desk/groups", f"/desk/groups/{group.id}", f"/desk/groups/{group.id}/{MONDAY}"):
        assert client.get(path).status_code == 403


def attendance_rows(citizen: Somebody) -> list[uuid.UUID]:
    with reading() as db:
        return list(db.scalars(select(Enrolment.id).where(Enrolment.citizen_id == citizen.id)))


def test_the_roll_of_twenty_is_one_form_and_one_post(client: FlaskClient) -> None:
    group = a_group(*(f"Borger {number:02d}" for number in range(20)))
    signed_in(client, group.leader)
    roll = f"/desk/groups/{group.id}/{MONDAY}"
    html = client.get(roll).text
    assert html.count("<fieldset") == 20 and html.count('type="radio"') == 80 and html.count("<form method") == 2
    first, second, *others = group.enrolments
    sent = {f"state-{first}": "absent", f"state-{second}": "late", "rest": "present"}
    assert client.post(roll, data=sent).status_code == 303
    said = [attendance.own(one.id)[0].state for one in group.people]
    assert said == ["absent", "late", *["present"] * len(others)]


def test_who_has_said_it_stands_there_before_the_roll(client: FlaskClient) -> None:
    group = a_group("Amina Haddad")
    amina = group.people[0]
    (coming, *_) = appointments.upcoming(amina.id)
    appointments.decline(appointment_id=coming.id, actor=amina.actor)
    signed_in(client, group.leader)
    day = MONDAY + timedelta(weeks=1)
    assert "Dagen er ikke kommet endnu." in client.get(f"/desk/groups/{group.id}/{day}").text
    assert client.post(f"/desk/groups/{group.id}/{day}", data={"rest": "present"}).status_code == 409


def test_a_group_is_made_and_a_bad_one_is_said(client: FlaskClient, rikke: Somebody) -> None:
    form = {"programme": COURSE, "starts_on": "2026-11-23", "capacity": "20", "leader": str(rikke.id)}
    for field, value in (("capacity", "x"), ("starts_on", ""), ("programme", "no-such"), ("leader", str(uuid.uuid4()))):
        answer = client.post("/desk/groups", data=form | {field: value})
        assert answer.status_code == 422 and f'href="#{field}"' in answer.text
    made = client.post("/desk/groups", data=form)
    assert made.status_code == 303
    assert "Ingen endnu." in client.get(made.headers["Location"]).text


def test_an_answer_to_what_is_not_right(client: FlaskClient) -> None:
    group = a_group("Amina Haddad")
    attendance.mark(run_id=group.id, day=MONDAY, states={group.enrolments[0]: "absent"}, actor=group.leader.actor)
    amina = group.people[0]
    (mark,) = attendance.own(amina.id)
    attendance.contest(attendance_id=mark.id, words="Jeg var der.", actor=amina.actor)
    signed_in(client, group.leader)
    assert "Jeg var der." in client.get(f"/desk/groups/{group.id}").text
    form = {"attendance": str(mark.id), "state": "present", "answer": ""}
    assert client.post(f"/desk/groups/{group.id}/answer", data=form).status_code == 422
    assert client.post(f"/desk/groups/{group.id}/answer", data=form | {"answer": "Du har ret."}).status_code == 303
    assert attendance.own(amina.id)[0].state == "present"


def test_a_note_is_written_and_an_employment_role_reads_only_what_is_released(client: FlaskClient) -> None:
    told = Told()
    signed_in(client, told.rikke)
    path = f"/desk/{told.marek.id}/status-note"
    assert client.get(path).text.count('<textarea id="') == 5
    sent = {"enrolment": str(told.enrolment), "note": "status"} | {f"line-{key}": words for key, words in LINES.items()}
    wrong = client.post(path, data=sent | {"line-can-now": ""})
    assert wrong.status_code == 422 and 'href="#status-can-now"' in wrong.text
    assert client.post(path, data=sent).status_code == 303
    signed_in(client, told.peter)
    assert "Lidt mere hver uge" not in client.get(path).text
    assert client.post(path, data=sent).status_code == 403
