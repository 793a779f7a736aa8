"""A worry that is closed is closed in the region's inbox too: at once, without a word, and only where it is known."""

import json
from datetime import timedelta
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle as FirstOpinion
from fhirclient.models.bundle import Bundle as SecondOpinion
from flask.testing import FlaskClient

from companion.concerns import answering
from companion.concerns import service as concerns
from companion.consent import service as consent
from companion.foundation.runtime import Runtime
from companion.sync import claiming, told
from companion.sync import service as sync
from companion.sync.claiming import Claim
from companion.sync.rules import Answer
from tests.clock import FrozenClock
from tests.concerns.worried import answers, worries
from tests.people import signed_in
from tests.sync.facts import World, a_world, says_yes_to, sent
from tests.sync.sharing import OK, RecordingGateway

WORDS = "Egne ord til sundhed"
FAILED = Answer(500, "http-500", arrived=False)


@pytest.fixture
def world(runtime: Runtime) -> World:
    return a_world()


def told_now() -> list[dict[str, Any]]:
    """What leaves without waiting for a time to undo."""
    gateway = RecordingGateway()
    sync.take_facts()
    sync.take_facts()
    sync.drain(gateway=gateway, slots=1)
    return [json.loads(letter.body) for letter in gateway.letters]


def tasks(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    entries = (entry["resource"] for body in bodies for entry in body["entry"])
    return [one for one in entries if one["resourceType"] in ("Task", "Communication")]


def closes(world: World) -> None:
    concerns.close(concern_id=concerns.of(world.selam.id)[0].id, actor=world.selam.actor)


def test_closed_by_her_before_an_answer_it_is_cancelled(world: World, clock: FrozenClock) -> None:
    worries(world.selam, own=WORDS)
    before = tasks(sent(clock))[0]
    closes(world)
    bodies = told_now()
    (task,) = tasks(bodies)
    assert (before["status"], task["status"]) == ("requested", "cancelled")
    assert task["identifier"] == before["identifier"] and WORDS not in json.dumps(bodies)
    first: Any = FirstOpinion.model_validate(bodies[0])
    assert first.entry[0].resource.status == SecondOpinion(bodies[0]).entry[0].resource.status == "cancelled"


def test_closed_by_her_after_an_answer_it_is_completed(world: World, clock: FrozenClock) -> None:
    answered = worries(world.selam, own=WORDS)
    sent(clock)
    answers(world.hanne, answered)
    closes(world)
    assert [one["status"] for one in tasks(told_now())] == ["completed"]


def test_closed_by_the_coordinator_it_is_completed(world: World, clock: FrozenClock) -> None:
    closed = worries(world.selam, own=WORDS)
    sent(clock)
    answering.opened(concern_id=closed, actor=world.hanne.actor)
    for _ in range(2):
        answering.close(concern_id=closed, actor=world.hanne.actor)
    assert [one["status"] for one in tasks(told_now())] == ["completed"]


def test_as_an_event(runtime: Runtime, clock: FrozenClock) -> None:
    world = a_world(body="cloudevents")
    worries(world.selam, own=WORDS)
    (before,) = sent(clock)
    closes(world)
    (event,) = told_now()
    assert (event["type"], event["subject"]) == (before["type"], before["subject"])
    assert [one["value"] for one in event["data"]["values"]] == ["cancelled"] and "words" not in event["data"]


def test_closed_before_it_left_nothing_leaves(world: World, clock: FrozenClock) -> None:
    worries(world.selam, own=WORDS)
    sync.take_facts()
    closes(world)
    assert told_now() == sent(clock) == []
    assert {fact.state for fact in sync.shared_with(world.selam.id)} == {"dropped"}


def test_closed_during_a_call_that_fails_nothing_more_leaves(world: World, clock: FrozenClock) -> None:
    worries(world.selam, own=WORDS)
    sync.take_facts()
    clock.move(timedelta(hours=1))
    under_way = claiming.claim()
    assert isinstance(under_way, Claim)
    closes(world)
    sync.take_facts()
    claiming.record(under_way, FAILED, jitter=0)
    assert sent(clock) == []


def test_closed_during_a_call_that_arrives_the_end_follows(world: World, clock: FrozenClock) -> None:
    worries(world.selam, own=WORDS)
    sync.take_facts()
    clock.move(timedelta(hours=1))
    under_way = claiming.claim()
    assert isinstance(under_way, Claim)
    closes(world)
    sync.take_facts()
    claiming.record(under_way, OK, jitter=0)
    assert [one["status"] for one in tasks(told_now())] == ["cancelled"]


def test_after_her_withdrawal_the_end_is_not_told(world: World, clock: FrozenClock) -> None:
    worries(world.selam, own=WORDS)
    sent(clock)
    consent.withdraw(consent_id=world.consents[told.CONCERN], actor=world.selam.actor)
    assert [one["status"] for one in tasks(sent(clock, ends=True))] == ["cancelled"]
    closes(world)
    assert sent(clock, ends=True) == []


def test_her_withdrawal_cancels_what_waits_there_and_leaves_what_was_done(world: World, clock: FrozenClock) -> None:
    """The region is told to stop working on it, without a word of hers; what was closed stays as it was told."""
    done = worries(world.selam, own=WORDS)
    worries(world.selam, own="En anden dag")
    names = [one["identifier"] for one in tasks(sent(clock)) if one["resourceType"] == "Task"]
    concerns.close(concern_id=done, actor=world.selam.actor)
    told_now()
    consent.withdraw(consent_id=world.consents[told.CONCERN], actor=world.selam.actor)
    (body,) = sent(clock, ends=True)
    (task,) = tasks([body])
    assert set(task) == {"resourceType", "identifier", "status", "intent", "for"}
    assert task["status"] == "cancelled" and task["identifier"] in names
    first: Any = FirstOpinion.model_validate(body)
    assert len(first.entry) == len(SecondOpinion(body).entry) == 2


def test_her_withdrawal_cancels_as_an_event(runtime: Runtime, clock: FrozenClock) -> None:
    world = a_world(body="cloudevents")
    worries(world.selam, own=WORDS)
    (before,) = sent(clock)
    consent.withdraw(consent_id=world.consents[told.CONCERN], actor=world.selam.actor)
    (event,) = sent(clock, ends=True)
    assert event["data"]["cancelled"] == [before["subject"]] and WORDS not in json.dumps(event)


def test_a_second_yes_does_not_tell_the_end_of_what_went_under_the_first(world: World, clock: FrozenClock) -> None:
    worries(world.selam, own=WORDS)
    sent(clock)
    consent.withdraw(consent_id=world.consents[told.CONCERN], actor=world.selam.actor)
    assert world.hanne.unit is not None
    says_yes_to(world.selam, world.hanne.unit, "health-coordinator")
    closes(world)
    assert sent(clock) == []


def test_taken_out_afterwards_its_task_and_words_go(world: World, clock: FrozenClock) -> None:
    worries(world.selam, own=WORDS)
    sent(clock)
    closes(world)
    told_now()
    world.withdraw(told.CONCERN)
    gone = tasks(sent(clock))
    assert [(one["resourceType"], one["status"]) for one in gone] == [
        ("Task", "entered-in-error"),
        ("Communication", "entered-in-error"),
    ]


def test_on_the_page_it_stands_as_closed(client: FlaskClient, clock: FrozenClock) -> None:
    world = a_world(body="page")
    worries(world.selam, own=WORDS)
    sent(clock)
    page = signed_in(client, world.hanne)
    assert WORDS in page.get("/desk/facts").get_data(as_text=True)
    closes(world)
    sync.take_facts()
    html = page.get("/desk/facts").get_data(as_text=True)
    assert "Et spørgsmål om helbred er lukket." in html and WORDS not in html
