"""When a yes ends, each system that holds something under it is told that its Consent is inactive: after the facts."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle as FirstOpinion
from fhirclient.models.bundle import Bundle as SecondOpinion

from companion.consent import service as consent
from companion.foundation.runtime import Runtime
from companion.me import erasing
from companion.sync import again, draining, told
from companion.sync import service as sync
from companion.sync.rules import Answer
from companion.sync.sending import HttpGateway
from tests.clock import FrozenClock
from tests.people import MADE_BY
from tests.sync.facts import EMPLOYMENT, World, a_world, let_go, says_yes_to, sent
from tests.sync.receiving import receiving
from tests.sync.sharing import RecordingGateway, Sharing, a_reading, deliveries, sharing
from tests.sync.test_forbidden import fetched, fetching

pytestmark = pytest.mark.usefixtures("runtime")
DOWN = Answer(None, "timeout", arrived=None)
OVER = "consent.over"


def withdraws(world: World, *kinds: str) -> None:
    """She says stop, and asks for nothing to be taken out."""
    for kind in kinds:
        consent.withdraw(consent_id=world.consents[kind], actor=world.selam.actor)


def ended(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The Consent resources that are inactive."""
    found = [entry["resource"] for body in bodies for entry in body["entry"]]
    return [one for one in found if one["resourceType"] == "Consent" and one["status"] == "inactive"]


def test_each_consent_becomes_inactive_and_nothing_else_is_told(engine: str, clock: FrozenClock) -> None:
    world = a_world()
    let_go(world)
    before = {
        entry["resource"]["identifier"][0]["value"]: entry["resource"]
        for body in sent(clock, ends=True)
        for entry in body["entry"]
        if entry["resource"]["resourceType"] == "Consent"
    }
    withdraws(world, *world.consents)
    bodies = sent(clock, ends=True)
    assert len(bodies) == len(ended(bodies)) == len(before) == len(world.consents)
    for body in bodies:
        entry, *worry = body["entry"]
        assert [one["resource"]["status"] for one in worry] in ([], ["cancelled"])
        resource = entry["resource"]
        (name,) = resource["identifier"]
        assert entry["request"] == {
            "method": "PUT",
            "url": f"Consent?identifier=urn:ietf:rfc:3986|{name['value']}",
        }
        assert resource == {**before[name["value"]], "status": "inactive"}
        first: Any = FirstOpinion.model_validate(body)
        assert len(first.entry) == len(SecondOpinion(body).entry)


def test_as_cloudevents(engine: str, clock: FrozenClock) -> None:
    world = a_world(body="cloudevents")
    let_go(world)
    consents = {event["data"]["consent"]["id"]: event for event in sent(clock, ends=True)}
    withdraws(world, *world.consents)
    events = sent(clock, ends=True)
    assert {event["subject"] for event in events} == set(consents)
    for event in events:
        assert event["type"] == "companion.fact.consent" and event["data"]["status"] == "inactive"
        assert set(event["data"]) - {"cancelled"} == {"citizen", "version", "status", "consent"}
        was = consents[event["subject"]]
        assert event["data"]["consent"] == was["data"]["consent"] and event["source"] == was["source"]
        assert event["data"]["citizen"] == was["data"]["citizen"] and event["id"] != was["id"]


def test_through_the_pull_door(runtime: Runtime, client: Any, clock: FrozenClock) -> None:
    world = a_world(body="page")
    door = fetching(world, "fhir")
    let_go(world)
    sent(clock, ends=True)
    assert len(fetched(client, door)) == len(EMPLOYMENT)
    withdraws(world, *EMPLOYMENT)
    sent(clock, ends=True)
    bodies = fetched(client, door)
    assert len(bodies) == len(ended(bodies)) == len(EMPLOYMENT)


def test_nobody_who_holds_nothing_hears_of_it(engine: str, clock: FrozenClock) -> None:
    world = a_world()
    withdraws(world, *world.consents)
    assert sent(clock, ends=True) == [] and not deliveries()


def test_what_never_left_is_dropped_and_nothing_is_told(runtime: Runtime, clock: FrozenClock) -> None:
    amina = sharing()
    amina.release()
    sync.take_facts()
    amina.withdraw()
    assert sent(clock, ends=True) == []
    assert [one.outcome for one in deliveries()] == ["dropped"]


def test_the_end_comes_after_what_was_under_way(engine: str, clock: FrozenClock) -> None:
    """An attempt that may have arrived is settled first, then the end is told; each once."""
    amina = _tried(clock)
    amina.withdraw()
    gateway = RecordingGateway()
    sent(clock, gateway, ends=True)
    for _ in range(3):
        clock.move(timedelta(minutes=1))
        draining.drain(gateway=gateway, slots=1, jitter=lambda: 0)
    (letter,) = gateway.letters
    assert len(ended([json.loads(letter.body)])) == 1
    first, last = sorted(deliveries(), key=lambda one: str(one.told_at))
    assert (first.outcome, last.kind, last.outcome) == ("was-on-its-way", OVER, "delivered")
    assert first.ended_at is not None and last.claimed_at is not None and first.ended_at <= last.claimed_at


def _tried(clock: FrozenClock) -> Sharing:
    """Amina, whose number may have arrived: the receiver did not answer."""
    amina = sharing()
    amina.release()
    sent(clock, RecordingGateway([DOWN]), ends=True)
    return amina


def test_a_receiver_that_is_down_is_told_later_and_a_replay_tells_again(runtime: Runtime, clock: FrozenClock) -> None:
    amina = sharing()
    amina.release()
    sent(clock, ends=True)
    amina.withdraw()
    assert len(sent(clock, RecordingGateway([DOWN]), ends=True)) == 1
    assert len(ended(sent(clock, ends=True))) == 1 and sent(clock, ends=True) == []
    (receiver,) = {one.receiver_id for one in deliveries()}
    again.replay(receiver_id=receiver, since=clock.now().date() - timedelta(days=2), actor=MADE_BY)
    bodies = sent(clock, ends=True)
    assert len(bodies) == len(ended(bodies)) == 1


def test_a_new_yes_has_a_consent_of_its_own(runtime: Runtime, clock: FrozenClock) -> None:
    """The old one stays inactive; what she lets go under the new one comes with the new one."""
    world = a_world()
    let_go(world)
    sent(clock, ends=True)
    withdraws(world, told.WHO5)
    (over,) = ended(sent(clock, ends=True))
    assert world.kim.unit is not None
    says_yes_to(world.selam, world.kim.unit, "who5-index")
    sync.release(reading_id=a_reading(world.selam), actor=world.selam.actor)
    (body,) = sent(clock, ends=True)
    (fresh,) = [one["resource"] for one in body["entry"] if one["resource"]["resourceType"] == "Consent"]
    assert fresh["status"] == "active" and fresh["identifier"] != over["identifier"]


def test_when_the_case_ends_every_consent_does(engine: str, clock: FrozenClock) -> None:
    world = a_world()
    let_go(world)
    sent(clock, ends=True)
    consent.end_all(citizen=world.selam.id, actor=MADE_BY)
    assert len(ended(sent(clock, ends=True))) == len(world.consents)


def test_when_she_erases_herself_it_is_told_all_the_same(engine: str, clock: FrozenClock) -> None:
    world = a_world()
    let_go(world)
    sent(clock, ends=True)
    erasing.erase(sure=True, actor=world.selam.actor)
    assert len(ended(sent(clock, ends=True))) == len(world.consents)


def test_her_page_of_sharing_says_what_it_said(runtime: Runtime, clock: FrozenClock) -> None:
    amina = sharing()
    amina.release()
    sent(clock, ends=True)
    amina.withdraw()
    sent(clock, ends=True)
    assert amina.state() == "delivered"


def test_the_reference_receiver_holds_it_inactive(runtime: Runtime, clock: FrozenClock, tmp_path: Path) -> None:
    with receiving(tmp_path / "received.db", clock) as receiver:
        amina = sharing(address=receiver.address)
        amina.release()
        _post(clock)
        amina.withdraw()
        _post(clock)
        kept = {one["type"]: one["body"] for one in receiver.store.received()["resources"]}
    assert kept["Consent"]["status"] == "inactive" and kept["Observation"]["status"] == "final"


def _post(clock: FrozenClock) -> None:
    sync.take_facts()
    clock.move(timedelta(hours=1))
    with HttpGateway(allow_private=True) as gateway:
        draining.drain(gateway=gateway, slots=1, jitter=lambda: 0)


@pytest.mark.parametrize("body", ["page", "csv"])
def test_files_and_the_page_carry_no_consent(runtime: Runtime, clock: FrozenClock, tmp_path: Path, body: str) -> None:
    world = a_world(body=body, address=(lambda _unit: str(tmp_path)) if body == "csv" else None)
    let_go(world)
    sent(clock, ends=True)
    withdraws(world, *world.consents)
    sent(clock, ends=True)
    assert OVER not in {one.kind for one in deliveries()}
