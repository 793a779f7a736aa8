"""What a receiver holds after letters that were refused, lost, sent once more or fetched: exactly that is taken out."""

import uuid
from datetime import timedelta

import pytest

from companion.consent import service as consent
from companion.foundation.runtime import Runtime
from companion.sync import again, api_clients, api_facts, told
from companion.sync import service as sync
from companion.sync.api_clients import KnownClient, NewClient
from companion.sync.removals import REMOVAL
from companion.sync.rules import LADDER, Answer
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.sync.facts import World, a_world, says_yes_to, sent
from tests.sync.held import hide, show, statuses, there
from tests.sync.sharing import RecordingGateway, deliveries

REFUSED, DOWN = Answer(422, "http-422", arrived=False), Answer(None, "timeout", arrived=None)


@pytest.fixture
def world(runtime: Runtime) -> World:
    return a_world()


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
