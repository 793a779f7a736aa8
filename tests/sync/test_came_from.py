"""A unit never gets back what its own system wrote, in any body; a yes to its meeting names that meeting."""

import csv
import io
import json
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle as FirstOpinion
from fhirclient.models.bundle import Bundle as SecondOpinion
from flask.testing import FlaskClient

from companion.appointments import service as appointments
from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from companion.plan import service as plans
from companion.sync import api_clients, api_facts, facts_csv, nightly, on_page
from companion.sync import service as sync
from companion.sync.api_clients import NewClient
from companion.sync.following import NothingNew
from companion.sync.records import OpaqueKey
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, signed_in
from tests.sync.facts import World, a_world, let_go, sent
from tests.sync.outside import Outside, a_meeting

SCOPES = {"employment": ["purposes", "appointments", "facts"], "health": ["sub-goals"]}
TITLE = "Møde om praktik"


def a_system(world: World, of: Somebody, kind: str, name: str) -> Outside:
    """A system of this member of staff's unit, which knows Selam by her key there."""
    assert of.unit is not None
    made, secret = api_clients.add(NewClient(of.unit, name, SCOPES[kind]), actor=MADE_BY)
    client = api_clients.by_id(made)
    assert client is not None
    key = OpaqueKey(key=uuid.uuid4(), receiver_id=client.receiver_id, citizen_id=world.selam.id)
    with transaction() as session:
        session.add(key)
    return Outside(client, secret, of, str(key.key))


def writes(system: Outside, world: World) -> uuid.UUID:
    """Its purpose and its meeting; she says yes to the meeting, and sends how far her plan is."""
    system.keeps("purposes", "formaal-1", body=system.body(text={"da": "I arbejde igen"}))
    system.keeps("appointments", "aftale-7", body=a_meeting(system, title=TITLE))
    meeting = _meeting_of(system, world)
    appointments.confirm(appointment_id=meeting, actor=world.selam.actor)
    sync.send_plan(plan_id=_plan_of(world), actor=world.selam.actor)
    return meeting


def _plan_of(world: World) -> uuid.UUID:
    found = plans.for_citizen(world.selam.id)
    assert found is not None
    return found.id


def _meeting_of(system: Outside, world: World) -> uuid.UUID:
    ahead = appointments.upcoming(world.selam.id)
    return next(one.id for one in ahead if one.source == system.client.name)


@pytest.fixture
def world(runtime: Runtime) -> World:
    return a_world()


@pytest.fixture
def system(world: World) -> Outside:
    return a_system(world, world.kim, "employment", "KY")


def resources(bodies: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    entries = (entry["resource"] for body in bodies for entry in body["entry"])
    return [one for one in entries if one["resourceType"] == kind]


def says_nothing_of_theirs(body: str) -> bool:
    """Neither the words, the time, nor a name of ours for what they wrote."""
    return not [one for one in ("praktik", "arbejde igen", "10:00", "2026-12-01", "CarePlan") if one in body]


def is_their_meeting(answer: dict[str, Any], system: Outside) -> bool:
    name = {"system": f"urn:uuid:{system.client.id}", "value": "aftale-7"}
    return bool(answer["appointment"]["identifier"] == name and answer["participantStatus"] == "accepted")


def test_in_fhir(world: World, system: Outside, clock: FrozenClock) -> None:
    writes(system, world)
    bodies = sent(clock)
    (answer,) = resources(bodies, "AppointmentResponse")
    assert is_their_meeting(answer, system) and not resources(bodies, "Appointment")
    assert len(resources(bodies, "Goal")) == 1  # what health wrote goes on being told
    assert says_nothing_of_theirs(json.dumps(bodies))
    for body in bodies:
        types = [entry["resource"]["resourceType"] for entry in body["entry"]]
        first: Any = FirstOpinion.model_validate(body)
        assert [one.resource.get_resource_type() for one in first.entry] == types
        assert [one.resource.resource_type for one in SecondOpinion(body).entry] == types


def test_through_the_pull_door(world: World, system: Outside, clock: FrozenClock) -> None:
    writes(system, world)
    sync.take_facts()
    clock.move(timedelta(hours=1, seconds=1))
    bodies = [fact["body"] for fact in api_facts.page(system.client, None).facts]
    (answer,) = resources(bodies, "AppointmentResponse")
    assert is_their_meeting(answer, system) and says_nothing_of_theirs(json.dumps(bodies))


def test_in_cloudevents(runtime: Runtime, clock: FrozenClock) -> None:
    world = a_world(body="cloudevents")
    system = a_system(world, world.kim, "employment", "KY")
    writes(system, world)
    bodies = sent(clock)
    told = {one["type"]: one["data"] for one in bodies}
    answer, plan = told["companion.fact.meeting-answer"], told["companion.fact.plan-status"]
    assert answer["yours"] == {"client": str(system.client.id), "identifier": "aftale-7"}
    assert [one["code"] for one in answer["values"]] == ["own-meeting"]
    assert [one["code"] for one in plan["values"]] == ["goal"]
    assert says_nothing_of_theirs(json.dumps(bodies))


def test_on_the_page_and_in_its_file(client: FlaskClient, clock: FrozenClock) -> None:
    world = a_world(body="page")
    system = a_system(world, world.kim, "employment", "KY")
    writes(system, world)
    sent(clock)
    rows = _rows(facts_csv.text(on_page.shared_with_me(actor=world.kim.actor)))
    assert {(one["code"], one["start"], one["yours"]) for one in rows} == {
        ("own-meeting", "", "aftale-7"),
        ("goal", "", ""),
    }
    html = signed_in(client, world.kim).get("/desk/facts").get_data(as_text=True)
    assert "aftale-7" in html and "Der er en plan" not in html and says_nothing_of_theirs(html)


def test_in_the_file_of_the_night(runtime: Runtime, clock: FrozenClock, tmp_path: Path) -> None:
    world = a_world(body="csv", address=lambda unit: _folder(tmp_path / str(unit)))
    writes(a_system(world, world.kim, "employment", "KY"), world)
    sync.take_facts()
    clock.move(timedelta(days=1))
    assert nightly.if_due() == 2
    (file,) = (tmp_path / str(world.kim.unit)).glob("facts-*.csv")
    text = file.read_text(encoding="utf-8-sig")
    assert {(one["code"], one["yours"]) for one in _rows(text)} == {("own-meeting", "aftale-7"), ("goal", "")}
    assert says_nothing_of_theirs(text)


def test_her_no_takes_the_answer_out(world: World, system: Outside, clock: FrozenClock) -> None:
    meeting = writes(system, world)
    (told,) = resources(sent(clock), "AppointmentResponse")
    appointments.decline(appointment_id=meeting, actor=world.selam.actor)
    bodies = sent(clock)
    (gone,) = resources(bodies, "AppointmentResponse")
    assert (gone["identifier"], gone["participantStatus"]) == (told["identifier"], "needs-action")
    assert "aftale-7" not in json.dumps(bodies) and not resources(bodies, "Appointment")


def test_another_unit_is_told_all_of_it(world: World, clock: FrozenClock) -> None:
    """What the health unit's system wrote goes to the employment unit, and a meeting made here too."""
    health = a_system(world, world.hanne, "health", "Sund")
    health.keeps("sub-goals", "maal-1", body=health.body(text={"da": "Sove"}, status="under-way", visible_to="all"))
    let_go(world)
    bodies = sent(clock)
    assert len(resources(bodies, "Goal")) == 2
    assert len(resources(bodies, "CarePlan")) == len(resources(bodies, "Appointment")) == 1


def test_where_they_wrote_all_of_it_her_tap_says_so(world: World, system: Outside, client: FlaskClient) -> None:
    system.keeps("purposes", "formaal-1", body=system.body(text={"da": "I arbejde igen"}))
    _hide_goals(world)
    with pytest.raises(NothingNew):
        sync.send_plan(plan_id=_plan_of(world), actor=world.selam.actor)
    answer = signed_in(client, world.selam).post("/me/sharing/plan")
    assert answer.status_code == 409


def test_what_a_system_left_behind_is_told_like_any_other(world: World, system: Outside, clock: FrozenClock) -> None:
    writes(system, world)
    api_clients.end(system.client.id, actor=MADE_BY)
    bodies = sent(clock)
    assert len(resources(bodies, "CarePlan")) == len(resources(bodies, "Appointment")) == 1


def _hide_goals(world: World) -> None:
    from companion.plan import goals
    from companion.plan.goals import NewGoal

    known = goals.goal_for_staff(world.goal, world.hanne.actor)
    hidden = NewGoal(known.title, known.status, visible_to="health")
    goals.rewrite(goal_id=world.goal, version=known.version, goal=hidden, actor=world.hanne.actor)


def _rows(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file, newline=""), delimiter=";"))


def _folder(path: Path) -> str:
    path.mkdir()
    return str(path)
