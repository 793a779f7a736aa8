"""Nobody who leaves orphans anything (S43), and a plan without a responsible person warns the unit (S7)."""

import pytest
from flask.testing import FlaskClient

from companion.accounts import leaving, sign_in
from companion.accounts.sign_in import Me
from companion.appointments import service as appointments
from companion.caseload import service as caseload
from companion.caseload.rules import CASELOAD_LIMIT
from companion.desk import handing_over
from companion.foundation.runtime import Runtime
from companion.plan import service as plans
from companion.tasks import service as tasks
from tests.appointments.made import a_meeting
from tests.caseload.test_caseload import relate
from tests.desk.test_handover import a_full_life
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, responsible_for, signed_in, staff
from tests.web.markup import by_id


def left(client: FlaskClient) -> tuple[Somebody, Somebody]:
    """A citizen whose contact has left, and a colleague of the unit at her desk."""
    amina = a_citizen()
    karen = responsible_for(amina)
    a_full_life(amina, karen)
    leaving.disable(person=karen.id, actor=MADE_BY)
    peter = staff("caseworker", karen.unit, name="Peter Dam")
    signed_in(client, peter)
    return amina, peter


def test_what_somebody_held_is_a_gap_on_the_units_desk(client: FlaskClient) -> None:
    amina, _peter = left(client)
    assert 'href="/desk/gaps"' in client.get("/desk").text
    gap = by_id(client.get("/desk/gaps").text, f"gap-{amina.id}")
    assert gap is not None and "Amina Haddad" in gap.text and "Karen Holm" in gap.text and "Ingen har" in gap.text


def test_the_citizen_sees_a_number_and_no_page_breaks(client: FlaskClient) -> None:
    amina, _peter = left(client)
    [meeting, *_more] = appointments.upcoming(amina.id)
    signed_in(client, amina)
    for address in ("/", "/plan", "/appointments", f"/appointments/{meeting.id}", "/team", "/course", "/me/seen"):
        assert client.get(address).status_code == 200
    for address in ("/", "/team"):
        assert "72 00 00 00" in client.get(address).text
    assert client.post(f"/appointments/{meeting.id}/answer", data={"answer": "no"}).status_code == 303


def test_one_tap_takes_all_of_it_over(client: FlaskClient) -> None:
    amina, peter = left(client)
    assert client.post(f"/desk/gaps/{amina.id}").status_code == 303
    assert handing_over.held_by(peter.id) == {amina.id} and len(tasks.waiting_for(peter.id)) == 1
    found = caseload.responsible_for(amina.id)
    assert found is not None and found.person_id == peter.id
    assert by_id(client.get("/desk/gaps").text, "none") is not None
    assert client.post(f"/desk/gaps/{amina.id}").status_code == 404


def test_a_plan_without_a_responsible_person_warns_the_unit(client: FlaskClient) -> None:
    """S7: nobody left, nobody was ever there."""
    amina, unit = a_citizen(), a_unit()
    plans.start(citizen=amina.id, purpose={"da": "Et job"}, unit=unit, actor=MADE_BY)
    peter = staff("caseworker", unit)
    signed_in(client, peter)
    assert by_id(client.get("/desk/gaps").text, f"gap-{amina.id}") is not None
    client.post(f"/desk/gaps/{amina.id}")
    found = caseload.responsible_for(amina.id)
    assert found is not None and found.person_id == peter.id


def test_whoever_is_around_is_warned_too(client: FlaskClient) -> None:
    amina, rikke = a_citizen(), staff("therapist")
    relate(amina, rikke)
    signed_in(client, rikke)
    assert by_id(client.get("/desk/gaps").text, f"gap-{amina.id}") is not None


@pytest.mark.parametrize("role", ["therapist", "caseworker"])
def test_the_other_side_and_another_unit_see_nothing(client: FlaskClient, role: str) -> None:
    amina, peter = left(client)
    signed_in(client, staff(role, peter.unit if role == "therapist" else None))
    if role == "caseworker":
        assert f"gap-{amina.id}" not in client.get("/desk/gaps").text
        assert client.post(f"/desk/gaps/{amina.id}").status_code == 404


def test_what_is_hidden_is_no_gap_for_employment(client: FlaskClient) -> None:
    """R3: a meeting about health that a consultant held does not show to the caseworkers of the unit."""
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    karen = responsible_for(nora)
    responsible_for(amina)
    a_meeting(amina, karen, visible_to="health")
    a_meeting(nora, karen)
    leaving.disable(person=karen.id, actor=MADE_BY)
    signed_in(client, staff("caseworker", karen.unit))
    html = client.get("/desk/gaps").text
    assert f"gap-{nora.id}" in html and f"gap-{amina.id}" not in html
    assert client.post(f"/desk/gaps/{amina.id}").status_code == 404


def test_the_26th_is_refused_here_too(client: FlaskClient) -> None:
    amina, peter = left(client)
    ida = staff("ips-consultant", peter.unit)
    for _number in range(CASELOAD_LIMIT):
        relate(a_citizen(), ida)
    signed_in(client, ida)
    assert client.post(f"/desk/gaps/{amina.id}").status_code == 409
    assert caseload.responsible_for(amina.id) is None


def test_the_look_is_told_to_the_citizen(client: FlaskClient) -> None:
    amina, _peter = left(client)
    client.get("/desk/gaps")
    signed_in(client, amina)
    assert 'data-event="read.gap"' in client.get("/me/seen").text


def test_nobody_meets_a_citizen_in_the_other_roles(runtime: Runtime, client: FlaskClient) -> None:
    left(client)
    signed_in(client, staff("administrator"))
    assert client.get("/desk/gaps").status_code == 403 and client.get("/desk").status_code == 200


def test_on_both_databases_a_colleague_takes_all_of_it_over(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    a_full_life(amina, karen)
    leaving.disable(person=karen.id, actor=MADE_BY)
    peter = signed_in_person(staff("caseworker", karen.unit))
    assert [(gap.citizen_id, gap.without_responsible) for gap in handing_over.gaps_for(peter)] == [(amina.id, True)]
    handing_over.take_over(citizen=amina.id, somebody=peter)
    assert handing_over.held_by(peter.person_id) == {amina.id} and not handing_over.gaps_for(peter)


def signed_in_person(person: Somebody) -> Me:
    found = sign_in.who(sign_in.sign_in(person=person.id, own_phone=True, method="passkey"))
    assert found is not None
    return found
