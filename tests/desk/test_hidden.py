"""R3 at the desk: who holds a meeting is told, in that role; nobody else is, and a wish to be called has no origin."""

import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from companion.accounts import roll
from companion.accounts import service as accounts
from companion.accounts.circles import circles_of
from companion.accounts.rules import ROLES
from companion.appointments import service as appointments
from companion.caseload import absence
from companion.caseload import service as caseload
from companion.foundation import clock
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from tests.appointments.made import a_meeting
from tests.me.a_release import answered
from tests.people import MADE_BY, OFFICE, Somebody, a_citizen, responsible_for, signed_in, staff
from tests.phone import CALL_ME, phone_of, send
from tests.web.markup import elements


def becomes(person: Somebody, role: str) -> Somebody:
    """She works in another role from now on."""
    roll.end_role(person=person.id, role=person.role, actor=MADE_BY)
    accounts.give_role(person=person.id, role=role, unit=person.unit, phone="72 00 00 01", hours=OFFICE, actor=MADE_BY)
    return Somebody(person.id, role, person.unit)


def also_there(citizen: Somebody, role: str) -> Somebody:
    other = staff(role, name="Peter Dam")
    assert other.unit is not None
    caseload.relate(citizen=citizen.id, staff=other.id, role=role, unit=other.unit, responsible=False, actor=MADE_BY)
    return other


def test_it_works(client: FlaskClient) -> None:
    """She who waits at the lake learns it; her colleague with a relation sees the same desk as before."""
    amina = a_citizen()
    karen, peter = responsible_for(amina), also_there(amina, "caseworker")
    walk = a_meeting(amina, karen, kind="agreed")
    before = signed_in(client, peter).get("/desk").data
    appointments.decline(appointment_id=walk, actor=amina.actor)
    assert "kan ikke komme til en aftale" in signed_in(client, karen).get("/desk").text
    assert signed_in(client, peter).get("/desk").data == before


def test_a_yes_shows_on_no_desk(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    walk = a_meeting(amina, karen, kind="agreed")
    before = signed_in(client, karen).get("/desk").data
    appointments.confirm(appointment_id=walk, actor=amina.actor)
    assert signed_in(client, karen).get("/desk").data == before


@pytest.mark.parametrize("role", ["caseworker", "ips-consultant", "administrator"])
def test_a_new_role_does_not_see_what_a_health_role_was_told(client: FlaskClient, role: str) -> None:
    amina = a_citizen()
    mette = responsible_for(amina, "therapist")
    meeting = a_meeting(amina, mette, visible_to="health")
    appointments.decline(appointment_id=meeting, actor=amina.actor)
    (told,) = tasks.waiting_for(mette.id, role="therapist")
    assert meeting in {one.id for one in appointments.next_for_staff([amina.id], mette.id, role="therapist").values()}
    mette = becomes(mette, role)
    html = signed_in(client, mette).get("/desk").text
    assert "kan ikke komme" not in html
    assert ("intet aftalt" in html) == ("Amina" in html) == (role != "administrator")  # who meets nobody sees nobody
    assert client.post(f"/desk/tasks/{told.id}/done").status_code == 404
    with pytest.raises(NotFound):
        tasks.done(task_id=told.id, actor=mette.actor)


def test_who_holds_a_hidden_meeting_in_this_role_is_told(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    appointments.decline(appointment_id=a_meeting(amina, karen, visible_to="health"), actor=amina.actor)
    assert [task.kind for task in tasks.waiting_for(karen.id, role=karen.role)] == ["cannot-come"]
    assert appointments.next_for_staff([amina.id], karen.id, role=karen.role)


def test_without_a_role_only_what_everybody_may_see_is_told(runtime: Runtime) -> None:
    amina = a_citizen()
    mette = responsible_for(amina, "therapist")
    appointments.decline(appointment_id=a_meeting(amina, mette, visible_to="health"), actor=amina.actor)
    assert not tasks.waiting_for(mette.id) and tasks.waiting_for(mette.id, role="therapist")


def test_who_may_see_what(runtime: Runtime) -> None:
    seen = {role: len(circles_of(role)) for role in ROLES}
    assert seen["citizen"] == 3 and seen["therapist"] == seen["health-coordinator"] == 2
    assert seen["caseworker"] == seen["ips-consultant"] == 1
    assert seen["interpreter"] == seen["translator"] == seen["administrator"] == len(circles_of("mayor")) == 0


def test_a_wish_to_be_called_is_the_same_row_wherever_it_came_from(client: FlaskClient) -> None:
    """From Today, from the result after the lowest answer, from a form without a key, sealed: no column tells."""
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    answered(amina, (0, 0, 0, 0, 0))
    rows = []
    for page in ("/", "/check-in/result"):
        client.post("/call-me", data=form_on(client.get(page).text))
        rows.append(the_wish())
    client.post("/call-me", data={})
    rows.append(the_wish())
    send(client, phone_of(amina).seal({**CALL_ME, "with_interpreter": False}, kind="call-me"), "/call-me/sealed")
    rows.append(the_wish())
    keys = {uuid.UUID(str(row.pop("id"))) for row in rows}
    assert len(keys) == 4 and {key.version for key in keys} == {4}
    assert len({tuple(sorted(row.items(), key=str)) for row in rows}) == 1


def the_wish() -> dict[str, object]:
    """The one that stands; it is taken away, since a wish stands once."""
    with transaction() as session:
        (row,) = session.execute(text("select * from task")).mappings().all()
        session.execute(text("delete from task"))
    return dict(row)


def form_on(html: str) -> dict[str, str]:
    """What the form that asks for a call would send."""
    form = html.partition('action="/call-me"')[2].partition("</form>")[0]
    fields = [one for one in elements(f"<form>{form}</form>", "input") if one.get("name")]
    return {str(one.get("name")): str(one.get("value")) for one in fields}


def test_who_covers_and_has_left_the_health_side_sees_no_names(client: FlaskClient) -> None:
    amina = a_citizen()
    mette = responsible_for(amina, "therapist")
    ida = staff("therapist", name="Ida Krogh")
    today = clock.today()
    absence.enter(staff=mette.id, cover=ida.id, starts_on=today, back_on=today + timedelta(days=5), actor=mette.actor)
    assert "Amina" in signed_in(client, ida).get("/desk").text
    assert "Amina" not in signed_in(client, becomes(ida, "caseworker")).get("/desk").text
