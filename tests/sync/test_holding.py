"""What a receiver holds: narrowed, hidden, withdrawn, erased or too old, exactly that is taken out."""

from datetime import timedelta

import pytest

from companion.foundation.runtime import Runtime
from companion.me import erasing, own_copy, retention
from companion.plan import contesting, lines
from companion.sync import operating, told
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.sync.facts import World, a_world, let_go, sent
from tests.sync.held import hide, hide_goal, is_wrong, send_plan, show, statuses, there, values
from tests.sync.sharing import deliveries


@pytest.fixture
def world(runtime: Runtime) -> World:
    return a_world()


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


def test_she_reads_in_her_copy_what_was_sent(world: World, clock: FrozenClock) -> None:
    show(world, "health", "network")
    send_plan(world)
    sent(clock)
    rows = own_copy.copy_of(world.selam.id).rooms["sync"]["delivery"]
    assert sorted(str(one["lines"]) for one in rows) == ["['health', 'network']", "['plan', 'goal']"]
