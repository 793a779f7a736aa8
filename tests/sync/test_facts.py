"""Every kind of fact: it leaves under its own consent, in both forms, and can be corrected and taken out."""

from datetime import timedelta
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle as FirstOpinion
from fhirclient.models.bundle import Bundle as SecondOpinion

from companion.appointments import service as appointments
from companion.checkins import progress_sharing
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.plan import contesting, lines
from companion.plan import service as plans
from companion.sync import service as sync
from companion.sync import told
from companion.sync.draining import CONTESTED_WAIT
from companion.sync.releases import NoConsent
from companion.sync.told import NotNow
from tests.checkins.rated import rates, shows
from tests.clock import FrozenClock
from tests.sync.facts import World, a_world, kinds, let_go, sent
from tests.sync.sharing import deliveries

FIRST = ["Appointment", "CarePlan", "Observation", "Observation", "QuestionnaireResponse", "Task"]


@pytest.fixture
def world(runtime: Runtime) -> World:
    return a_world()


def resources(bodies: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    entries = (entry["resource"] for body in bodies for entry in body["entry"])
    return [one for one in entries if one["resourceType"] == kind]


def plan_of(world: World) -> Any:
    found = plans.for_citizen(world.selam.id)
    assert found is not None
    return found


def test_it_works(world: World, clock: FrozenClock) -> None:
    let_go(world)
    bodies = sent(clock)
    assert kinds(bodies) == FIRST
    assert {fact.state for fact in sync.shared_with(world.selam.id)} == {"delivered"}
    assert len(resources(bodies, "Consent")) == len(resources(bodies, "Provenance")) == 6


def test_two_libraries_read_every_bundle_of_every_kind_and_every_removal(world: World, clock: FrozenClock) -> None:
    let_go(world)
    bodies = sent(clock)
    for kind in world.consents:
        world.withdraw(kind)
    removals = sent(clock)
    assert kinds(bodies) == kinds(removals) == FIRST  # one of each kind on the allow-list, and its tombstone
    for body in [*bodies, *removals]:
        types = [entry["resource"]["resourceType"] for entry in body["entry"]]
        assert [one.resource.resource_type for one in SecondOpinion(body).entry] == types
        first: Any = FirstOpinion.model_validate(body)
        assert [one.resource.get_resource_type() for one in first.entry] == types


def test_consent_alone_sends_nothing(world: World, clock: FrozenClock) -> None:
    assert sent(clock) == []


def test_without_consent_none_of_it_leaves(world: World, clock: FrozenClock) -> None:
    let_go(world)
    sync.take_facts()
    for kind in world.consents:
        world.withdraw(kind)
    assert sent(clock) == []
    assert {fact.state for fact in sync.shared_with(world.selam.id)} == {"dropped"}


def test_a_plan_travels_as_states_under_neutral_titles(world: World, clock: FrozenClock) -> None:
    sync.send_plan(plan_id=plan_of(world).id, actor=world.selam.actor)
    bodies = sent(clock)
    (goal,) = resources(bodies, "Goal")
    assert goal["lifecycleStatus"] == "active"
    assert goal["description"]["coding"][0]["display"] == "Goal"
    assert resources(bodies, "CarePlan")[0]["status"] == "active"


def test_a_plan_sent_again_has_the_same_names(world: World, clock: FrozenClock) -> None:
    for _ in range(2):
        sync.send_plan(plan_id=plan_of(world).id, actor=world.selam.actor)
    first, second = sent(clock)
    assert [entry["fullUrl"] for entry in first["entry"][:3]] == [entry["fullUrl"] for entry in second["entry"][:3]]
    assert {one.version for one in deliveries()} == {1, 2}


def test_a_plan_without_a_yes_stays(world: World) -> None:
    world.withdraw(told.PLAN)
    with pytest.raises(NoConsent):
        sync.send_plan(plan_id=plan_of(world).id, actor=world.selam.actor)


def test_what_she_contests_never_leaves(world: World, clock: FrozenClock) -> None:
    contests(world, world.goal)
    sync.send_plan(plan_id=plan_of(world).id, actor=world.selam.actor)
    assert not resources(sent(clock), "Goal")
    contests(world, plan_of(world).id)
    with pytest.raises(NotNow):
        sync.send_plan(plan_id=plan_of(world).id, actor=world.selam.actor)


def test_contested_after_the_tap_it_waits_for_the_answer(world: World, clock: FrozenClock) -> None:
    sync.send_plan(plan_id=plan_of(world).id, actor=world.selam.actor)
    made = contests(world, plan_of(world).id)
    assert sent(clock) == []
    contesting.answer(contest_id=made, words="Det er rettet.", actor=world.kim.actor)
    clock.move(CONTESTED_WAIT)
    assert kinds(sent(clock)) == ["CarePlan"]


def contests(world: World, line: Any) -> Any:
    found = lines.of(world.selam.id, line)
    return contesting.contest(found.line, words="", language="ar", actor=world.selam.actor)


def test_ratings_say_who_rated_and_by_which_method(world: World, clock: FrozenClock) -> None:
    progress_sharing.show(
        reading_id=world.rating,
        consent_id=world.consents[told.INDICATORS],
        indicators=["network"],
        actor=world.selam.actor,
    )
    (one,) = resources(sent(clock), "Observation")
    assert (one["valueInteger"], one["code"]["coding"][0]["code"], one["status"]) == (4, "network", "final")
    assert one["method"]["coding"][0]["version"] == "1"
    assert one["performer"] == [one["subject"]]


def test_what_staff_say_of_her_never_leaves(world: World, clock: FrozenClock) -> None:
    theirs = rates(world.kim, world.selam, health=1)
    with pytest.raises(NotFound):
        shows(world.selam, theirs, world.consents[told.INDICATORS])
    assert not sent(clock)


def test_hidden_before_it_left_it_stays(world: World, clock: FrozenClock) -> None:
    let_go(world)
    progress_sharing.hide(reading_id=world.rating, actor=world.selam.actor)
    assert kinds(sent(clock)).count("Observation") == 1


def test_hidden_afterwards_it_is_taken_out(world: World, clock: FrozenClock) -> None:
    let_go(world)
    sent(clock)
    progress_sharing.hide(reading_id=world.rating, actor=world.selam.actor)
    gone = resources(sent(clock), "Observation")
    assert {one["status"] for one in gone} == {"entered-in-error"}
    assert not any("valueInteger" in one for one in gone)


def test_a_yes_to_a_meeting_leaves_and_a_no_takes_it_out(world: World, clock: FrozenClock) -> None:
    appointments.confirm(appointment_id=world.meeting, actor=world.selam.actor)
    (meeting,) = resources(sent(clock), "Appointment")
    assert (meeting["start"], meeting["participant"][0]["status"]) == ("2026-11-26T14:30:00+01:00", "accepted")
    appointments.decline(appointment_id=world.meeting, actor=world.selam.actor)
    assert resources(sent(clock), "Appointment")[0]["status"] == "entered-in-error"


def test_a_no_alone_is_never_told(world: World, clock: FrozenClock) -> None:
    appointments.decline(appointment_id=world.meeting, actor=world.selam.actor)
    assert sent(clock) == []


def test_a_meeting_elsewhere_stays(world: World, clock: FrozenClock) -> None:
    from tests.appointments.made import a_meeting

    elsewhere = a_meeting(world.selam, world.hanne, visible_to="all")
    hidden = a_meeting(world.selam, world.kim, visible_to="health")
    for meeting in (elsewhere, hidden):
        appointments.confirm(appointment_id=meeting, actor=world.selam.actor)
    assert sent(clock) == []


@pytest.mark.parametrize("body", ["fhir", "cloudevents"])
def test_after_a_withdrawal_tombstones_follow_without_values(runtime: Runtime, clock: FrozenClock, body: str) -> None:
    world = a_world(body=body)
    let_go(world)
    sent(clock)
    for kind in world.consents:
        world.withdraw(kind)
    said = [str(without_consent(one)) for one in sent(clock)]
    assert len(said) == 6
    assert all("entered-in-error" in one for one in said)
    for value in ("valueInteger", "values", "item", "payload", "start", "words", "achievementStatus", "'on'"):
        assert not [one for one in said if f"'{value}" in one], value


def without_consent(body: dict[str, Any]) -> dict[str, Any]:
    """Her yes is not taken out: it comes as one that is over, with the days it was for."""
    kept = [one for one in body.get("entry", []) if one["resource"]["resourceType"] != "Consent"]
    return {**body, "entry": kept} if kept else body


def test_cloud_events_name_their_version_source_and_kind(runtime: Runtime, clock: FrozenClock) -> None:
    let_go(a_world(body="cloudevents"))
    bodies = sent(clock)
    assert {one["specversion"] for one in bodies} == {"1.0"}
    assert len({one["id"] for one in bodies}) == len(bodies) == 6
    assert all({"id", "source", "type", "subject", "time", "data"} <= set(one) for one in bodies)
    (plan,) = (one["data"] for one in bodies if one["type"] == "companion.fact.plan-status")
    assert [(one["code"], one["value"]) for one in plan["values"]] == [("plan", "active"), ("goal", "under-way")]
    rated = {one["type"].removeprefix("companion.fact.") for one in bodies if one["data"].get("rater") == "citizen"}
    assert rated == {told.WHO5, told.INDICATORS, told.ANSWERS} and "rater" not in plan


def test_a_second_yes_does_not_carry_what_was_let_go_under_the_first(world: World, clock: FrozenClock) -> None:
    sync.send_plan(plan_id=plan_of(world).id, actor=world.selam.actor)
    world.withdraw(told.PLAN)
    from tests.sync.facts import says_yes_to

    assert world.kim.unit is not None
    says_yes_to(world.selam, world.kim.unit, "plan-status")
    assert sent(clock) == []
    sync.send_plan(plan_id=plan_of(world).id, actor=world.selam.actor)
    clock.move(timedelta(hours=1))
    assert kinds(sent(clock)) == ["CarePlan"]
