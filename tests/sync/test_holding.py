"""What a receiver holds: narrowed, hidden, withdrawn, erased or too old, exactly that is taken out."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from companion.checkins import progress_sharing
from companion.consent import service as consent
from companion.foundation.runtime import Runtime
from companion.me import erasing, own_copy, retention
from companion.plan import contesting, goals, lines
from companion.plan import service as plans
from companion.plan.goals import NewGoal
from companion.sync import again, api_clients, api_facts, operating, told
from companion.sync import service as sync
from companion.sync.api_clients import KnownClient, NewClient
from companion.sync.removals import REMOVAL
from companion.sync.rules import LADDER, Answer
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.sync.facts import World, a_world, let_go, says_yes_to, sent
from tests.sync.sharing import RecordingGateway, deliveries

REFUSED, DOWN = Answer(422, "http-422", arrived=False), Answer(None, "timeout", arrived=None)
Bodies = Sequence[dict[str, Any]]


@pytest.fixture
def world(runtime: Runtime) -> World:
    return a_world()


def show(world: World, *indicators: str, under: uuid.UUID | None = None) -> None:
    progress_sharing.show(
        reading_id=world.rating,
        consent_id=under or world.consents[told.INDICATORS],
        indicators=indicators,
        actor=world.selam.actor,
    )


def hide(world: World) -> None:
    progress_sharing.hide(reading_id=world.rating, actor=world.selam.actor)


def send_plan(world: World) -> None:
    plan = plans.for_citizen(world.selam.id)
    assert plan is not None
    sync.send_plan(plan_id=plan.id, actor=world.selam.actor)


def hide_goal(world: World) -> None:
    """Staff say that only health may see it."""
    goal = goals.goal_for_staff(world.goal, world.hanne.actor)
    hidden = NewGoal(goal.title, goal.status, visible_to="health")
    goals.rewrite(goal_id=world.goal, version=goal.version, goal=hidden, actor=world.hanne.actor)


def there(bodies: Bodies, *kinds: str) -> dict[str, dict[str, Any]]:
    """What a receiver holds after these bodies: URN → resource, as it applies each entry."""
    held: dict[str, dict[str, Any]] = {}
    for entry in (entry for body in bodies for entry in body["entry"]):
        is_known = entry["fullUrl"] in held and entry["request"]["method"] == "POST"
        if not is_known and (not kinds or entry["resource"]["resourceType"] in kinds):
            held[entry["fullUrl"]] = entry["resource"]
    return held


def statuses(bodies: Bodies) -> list[tuple[str, str]]:
    """Code and status of each rating, in order."""
    found = [one for body in bodies for one in there([body], "Observation").values()]
    return sorted((one["code"]["coding"][0]["code"], one["status"]) for one in found)


def is_wrong(resource: dict[str, Any]) -> bool:
    return "entered-in-error" in (resource.get("status"), resource.get("lifecycleStatus"))


def values(resources: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What still says something."""
    return [one for one in resources if not is_wrong(one) and one["resourceType"] not in ("Consent", "Provenance")]


def test_it_works(world: World, clock: FrozenClock) -> None:
    """She shows less: what she shows no more is taken out by the same letter."""
    show(world, "health", "network")
    first = sent(clock)
    show(world, "network")
    second = sent(clock)
    assert statuses(first) == [("health", "final"), ("network", "final")]
    assert statuses(second) == [("health", "entered-in-error"), ("network", "amended")]
    assert [one["valueInteger"] for one in values(there([*first, *second], "Observation").values())] == [4]
    show(world, "network", "health")
    assert statuses(sent(clock)) == [("health", "amended"), ("network", "amended")]


def test_once_taken_out_it_is_not_named_again(world: World, clock: FrozenClock) -> None:
    for shown in (["health", "network"], ["network"]):
        show(world, *shown)
        sent(clock)
    hide(world)
    assert statuses(sent(clock)) == [("network", "entered-in-error")]


def test_a_removal_names_only_what_she_showed(world: World, clock: FrozenClock) -> None:
    show(world, "network")
    sent(clock)
    hide(world)
    assert statuses(sent(clock)) == [("network", "entered-in-error")]


def test_what_was_refused_is_not_named(world: World, clock: FrozenClock) -> None:
    show(world, "health", "network")
    sent(clock, RecordingGateway([REFUSED]))
    show(world, "network")
    assert statuses(sent(clock)) == [("network", "amended")]


def test_what_may_have_arrived_is_taken_out(world: World, clock: FrozenClock) -> None:
    show(world, "health", "network")
    sent(clock, RecordingGateway([DOWN]))
    show(world, "network")
    assert statuses(sent(clock)) == [
        ("health", "entered-in-error"),
        ("network", "amended"),
        ("network", "final"),
    ]


def test_a_goal_that_staff_hid_is_taken_out_with_the_next_status(world: World, clock: FrozenClock) -> None:
    send_plan(world)
    sent(clock)
    hide_goal(world)
    send_plan(world)
    (second,) = sent(clock)
    (goal,) = there([second], "Goal").values()
    assert is_wrong(goal) and "achievementStatus" not in goal
    (plan,) = there([second], "CarePlan").values()
    assert plan["status"] == "active" and "goal" not in plan


def test_a_goal_that_she_contests_is_away_until_she_is_answered(world: World, clock: FrozenClock) -> None:
    send_plan(world)
    sent(clock)
    line = lines.of(world.selam.id, world.goal).line
    made = contesting.contest(line, words="", language="ar", actor=world.selam.actor)
    send_plan(world)
    assert [is_wrong(one) for one in there(sent(clock), "Goal").values()] == [True]
    contesting.answer(contest_id=made, words="Det er rettet.", actor=world.hanne.actor)
    send_plan(world)
    assert [is_wrong(one) for one in there(sent(clock), "Goal").values()] == [False]


def test_a_goal_that_staff_hid_is_taken_out_with_the_yes(world: World, clock: FrozenClock) -> None:
    send_plan(world)
    sent(clock)
    hide_goal(world)
    world.withdraw(told.PLAN)
    gone = there(sent(clock), "CarePlan", "Goal", "Consent")
    assert [one["resourceType"] for one in gone.values()] == ["CarePlan", "Goal", "Consent"]
    assert [is_wrong(one) for one in gone.values()] == [True, True, False]


def test_what_never_left_is_never_named(world: World, clock: FrozenClock) -> None:
    hide_goal(world)
    send_plan(world)
    world.withdraw(told.PLAN)
    assert not there(sent(clock))
    hide(world)
    assert not there(sent(clock))


def test_after_an_erasure_nothing_that_was_sent_stands_there(world: World, clock: FrozenClock) -> None:
    let_go(world)
    bodies = sent(clock)
    erasing.erase(sure=True, ask_removal=True, actor=world.selam.actor)
    gone = sent(clock)
    assert {one.outcome for one in deliveries()} == {"delivered"} and len(gone) == 6
    assert not values(there([*bodies, *gone]).values())
    named = set(there(gone))
    assert named == {urn for urn, one in there(bodies).items() if one["resourceType"] != "Provenance"}
    assert {one["status"] for one in there([*bodies, *gone], "Consent").values()} == {"inactive"}


def test_a_reading_too_old_to_be_kept_is_still_taken_out(world: World, clock: FrozenClock) -> None:
    show(world, "network")
    sent(clock)
    (receiver,) = {one.receiver_id for one in deliveries()}
    operating.pause(receiver_id=receiver, actor=MADE_BY)
    hide(world)
    assert not sent(clock)
    clock.move(timedelta(days=800))
    retention.run()
    sync.resume(receiver_id=receiver, actor=MADE_BY)
    gone = there(sent(clock), "Observation", "Consent").values()
    assert [one["status"] for one in gone] == ["entered-in-error", "inactive"]


def test_a_yes_that_stands_for_others_stays_active(world: World, clock: FrozenClock) -> None:
    show(world, "network")
    sent(clock)
    hide(world)
    assert not there(sent(clock), "Consent")


def test_under_a_second_yes_less_is_shown(world: World, clock: FrozenClock) -> None:
    show(world, "health", "network")
    sent(clock)
    consent.withdraw(consent_id=world.consents[told.INDICATORS], actor=world.selam.actor)
    assert world.kim.unit is not None
    show(world, "network", under=says_yes_to(world.selam, world.kim.unit, "progress-dialogue"))
    assert statuses(sent(clock)) == [("health", "entered-in-error"), ("network", "final")]


def test_what_she_shows_again_is_not_taken_out_by_an_old_removal(world: World, clock: FrozenClock) -> None:
    show(world, "network")
    sent(clock)
    hide(world)
    sent(clock, RecordingGateway([REFUSED]))
    show(world, "network")
    assert statuses(sent(clock)) == [("network", "final")]
    assert again.redrive(actor=MADE_BY) == 1
    assert not sent(clock)
    assert [one.reason for one in deliveries() if one.kind == REMOVAL] == ["nothing-to-remove"]


def test_a_removal_told_once_more_names_the_same(world: World, clock: FrozenClock) -> None:
    show(world, "network")
    sent(clock)
    hide(world)
    first = sent(clock)
    (receiver,) = {one.receiver_id for one in deliveries()}
    again.replay(receiver_id=receiver, since=clock.now().date() - timedelta(days=1), actor=MADE_BY)
    assert there(sent(clock)) == there(first)


def test_a_removal_with_nothing_left_is_dropped(world: World, clock: FrozenClock) -> None:
    """Two removals of one reading: the second took out all of it, the first was refused and is tried again."""
    show(world, "network")
    sent(clock)
    hide(world)
    sent(clock, RecordingGateway([REFUSED]))
    show(world, "network")
    sent(clock)
    hide(world)
    assert statuses(sent(clock)) == [("network", "entered-in-error")]
    again.redrive(actor=MADE_BY)
    assert not sent(clock) and not [one for one in deliveries() if one.outcome in ("held", None)]


def test_a_system_that_fetches_gets_the_same(world: World, clock: FrozenClock) -> None:
    assert world.kim.unit is not None
    client_id, _secret = api_clients.add(NewClient(world.kim.unit, "KY", ["facts"]), actor=MADE_BY)
    client = api_clients.by_id(client_id)
    assert client is not None
    show(world, "health", "network")
    assert fetched(client, clock) == [("health", "final"), ("network", "final")]
    show(world, "network")
    assert fetched(client, clock) == [("health", "entered-in-error"), ("network", "amended")]
    hide(world)
    assert fetched(client, clock) == [("network", "entered-in-error")]


def fetched(client: KnownClient, clock: FrozenClock) -> list[tuple[str, str]]:
    """What this system gets an hour later; it says that it has stored it."""
    sent(clock)
    facts = api_facts.page(client, None).facts
    api_facts.acknowledge(client, [uuid.UUID(one["id"]) for one in facts])
    return statuses([one["body"] for one in facts])


def test_events_replace_the_whole_thing(runtime: Runtime, clock: FrozenClock) -> None:
    world = a_world(body="cloudevents")
    show(world, "health", "network")
    (first,) = sent(clock)
    show(world, "network")
    (second,) = sent(clock)
    assert second["subject"] == first["subject"]
    assert [one["code"] for one in second["data"]["values"]] == ["network"]


def test_she_reads_in_her_copy_what_was_sent(world: World, clock: FrozenClock) -> None:
    show(world, "health", "network")
    send_plan(world)
    sent(clock)
    rows = own_copy.copy_of(world.selam.id).rooms["sync"]["delivery"]
    assert sorted(str(one["lines"]) for one in rows) == ["['health', 'network']", "['plan', 'goal']"]


def test_every_wait_of_the_ladder_keeps_it_in_mind(world: World, clock: FrozenClock) -> None:
    """A dead letter of which nobody knows whether it arrived is taken out as well."""
    show(world, "network")
    sync.take_facts()
    for wait in (timedelta(hours=1), *LADDER):
        clock.move(wait * 2)
        sync.drain(gateway=RecordingGateway([DOWN]), slots=1)
    assert [one.outcome for one in deliveries()] == ["dead"]
    hide(world)
    clock.move(timedelta(hours=1))
    assert statuses(sent(clock)) == [("network", "entered-in-error")]
