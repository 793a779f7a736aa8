"""A preview is what leaves, to the letter, and leaves everything as it was."""

import json
import uuid
from collections.abc import Sequence
from datetime import timedelta

import pytest

from companion.checkins import progress_sharing
from companion.consent import service as consent
from companion.foundation.runtime import Runtime
from companion.sync import operating, previewing, told
from companion.sync import service as sync
from companion.sync.previewing import Preview
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.sync.facts import World, a_world, let_go, sent
from tests.sync.sharing import RecordingGateway, deliveries


@pytest.fixture(params=["fhir", "cloudevents"])
def world(runtime: Runtime, request: pytest.FixtureRequest) -> World:
    made = a_world(body=str(request.param))
    let_go(made)
    return made


def shown(world: World) -> Sequence[Preview]:
    return previewing.preview(citizen=world.selam.id, actor=MADE_BY)


def bodies(previews: Sequence[Preview]) -> list[str]:
    return sorted(one.body.decode() for one in previews if one.body)


def leaves(clock: FrozenClock) -> list[str]:
    """What really leaves, as text."""
    gateway = RecordingGateway()
    sent(clock, gateway)
    return sorted(letter.body.decode() for letter in gateway.letters)


def test_it_is_what_leaves(world: World, clock: FrozenClock) -> None:
    sync.take_facts()
    previews = shown(world)
    assert len(previews) == 6 and bodies(previews) == leaves(clock)


def test_what_no_worker_has_taken_yet_is_shown_too(world: World, clock: FrozenClock) -> None:
    """What she let go here has all its names but her key; what she let go in another room gets its own when taken."""
    early = bodies(shown(world))
    assert not deliveries() and len(early) == 6
    real = leaves(clock)
    keys = operating.keys_of(citizen=world.selam.id, actor=MADE_BY).values()
    same = {without_keys(one) for one in early} & {without_keys(one, *map(str, keys)) for one in real}
    assert (len(real), len(same)) == (6, 3)


def without_keys(body: str, *keys: str) -> str:
    """Wherever the citizen is named: the same word."""
    made = json.loads(body)
    first = made.get("entry", [{}])[0].get("resource", {})
    named = first.get("subject") or first.get("for") or first.get("participant", [{}])[0].get("actor")
    for key in keys or [named["identifier"]["value"] if named else made["data"]["citizen"]]:
        body = body.replace(key, "her key")
    return body


def test_it_changes_nothing(world: World) -> None:
    sync.take_facts()
    before = [vars(one).copy() | {"_sa_instance_state": None} for one in deliveries()]
    assert bodies(shown(world)) == bodies(shown(world))
    assert [vars(one).copy() | {"_sa_instance_state": None} for one in deliveries()] == before


def test_a_due_removal_is_shown(world: World, clock: FrozenClock) -> None:
    sent(clock)
    world.withdraw(told.PLAN)
    progress_sharing.hide(reading_id=world.rating, actor=world.selam.actor)
    assert len(bodies(shown(world))) == 3  # that her yes is over, and two removals
    sync.take_facts()
    previews = shown(world)
    assert {one.what for one in previews if one.removes and one.body} == {told.PLAN, told.INDICATORS}
    assert bodies(previews) == leaves(clock)


def test_what_has_arrived_does_not_leave_again(world: World, clock: FrozenClock) -> None:
    sent(clock)
    assert {one.why_not for one in shown(world)} == {"it has arrived; only a replay sends it again"}
    sync.send_plan(plan_id=plan_of(world), actor=world.selam.actor)
    (again,) = bodies(shown(world))
    assert again in leaves(clock)


def plan_of(world: World) -> uuid.UUID:
    from companion.plan import service as plans

    found = plans.for_citizen(world.selam.id)
    assert found is not None
    return found.id


def test_why_it_stays(world: World, clock: FrozenClock) -> None:
    sync.take_facts()
    consent.withdraw(consent_id=world.consents[told.WHO5], actor=world.selam.actor)
    (stays,) = (one for one in shown(world) if one.body is None)
    assert (stays.what, stays.why_not) == (told.WHO5, "no live consent")
    clock.move(timedelta(hours=1))
    assert len(bodies(shown(world))) == 5
