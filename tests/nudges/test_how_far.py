"""Accepted → shown → opened, phone by phone: hers with names and hours, the sender's without; and every end told."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.foundation.runtime import Runtime
from companion.nudges import choices, claiming, draining, history
from companion.push import devices
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.nudges.made import message, wants, writes
from tests.nudges.phones import Posted
from tests.people import Somebody, a_citizen, responsible_for, signed_in
from tests.push.carried import Browser, turns_on

ENDS = {"delivered", "in-app", "gave-up", "not-sent"}
ANSWERS = ("accepted", "gone", "refused", "later", "unknown")
A_DAY = timedelta(days=1)


def told_to(sender: Somebody, citizen: Somebody) -> list[list[str]]:
    """The steps of each message, phone by phone, as its sender may know them; newest message first."""
    found = history.of(citizen=citizen.id, name="Karen Holm", actor=sender.actor)
    return [sorted(way.step for way in one.ways) for one in found]


def says(client: FlaskClient, phones: Posted, browser: Browser, place: int, what: str) -> None:
    """What a phone's own worker reports of the notice it was sent; it needs no session."""
    told = browser.reads(phones.twin.parcels[place].body)
    assert client.post("/push/seen", json={"n": told["n"], "what": what}).status_code == 204


@pytest.mark.parametrize("receipts", [False, True])
def test_the_whole_chain(client: FlaskClient, clock: FrozenClock, receipts: bool) -> None:
    """From the push service over the phone's own report to both pages."""
    amina, browser = a_citizen(), Browser()
    karen = responsible_for(amina)
    wants(amina, receipts=receipts)
    turns_on(amina, browser)
    phones = Posted("accepted")
    writes(karen, amina)
    draining.drain(phones=phones)
    assert told_to(karen, amina) == [["sent"]]
    says(client, phones, browser, 0, "shown")
    assert told_to(karen, amina) == [["shown"]]
    clock.move(timedelta(minutes=7))
    says(client, phones, browser, 0, "opened")
    assert told_to(karen, amina) == [["opened" if receipts else "shown"]]
    hers = signed_in(client, amina).get("/messages").text
    assert "Android" in hers and "Åbnet" in hers and "Vist" in hers
    karens = signed_in(client, karen).get(f"/desk/{amina.id}/nudge").text
    sent = karens.partition('id="sent"')[2]
    assert "Telefon 1: sendt · vist" in sent and ("åbnet" in sent) == receipts and "Android" not in sent


def test_each_phone_has_its_own_steps(client: FlaskClient) -> None:
    amina, first, second = a_citizen(), Browser(), Browser()
    karen = responsible_for(amina)
    turns_on(amina, first)
    turns_on(amina, second)
    phones = Posted("gone", "accepted")
    writes(karen, amina)
    draining.drain(phones=phones)
    assert told_to(karen, amina) == [["failed", "sent"]]
    (there,) = [one for one in (first, second) if one.endpoint == phones.twin.parcels[1].endpoint]
    says(client, phones, there, 1, "shown")
    assert told_to(karen, amina) == [["failed", "shown"]]


def test_receipts_reach_no_further_back_than_her_choice(client: FlaskClient, clock: FrozenClock) -> None:
    amina, browser = a_citizen(), Browser()
    karen = responsible_for(amina)
    turns_on(amina, browser)
    phones = Posted("accepted")
    writes(karen, amina)
    draining.drain(phones=phones)
    says(client, phones, browser, 0, "opened")
    clock.move(timedelta(hours=1))
    wants(amina, receipts=True)
    assert told_to(karen, amina) == [["shown"]]


def test_a_colleague_learns_nothing_of_a_message(client: FlaskClient) -> None:
    amina = a_citizen()
    karen, peter = responsible_for(amina), responsible_for(amina, "caseworker")
    wants(amina, receipts=True)
    turns_on(amina)
    writes(karen, amina)
    draining.drain(phones=Posted("accepted"))
    assert told_to(peter, amina) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    channel=st.sampled_from(["push", "push", "sms", "email", "inbox"]),
    phones=st.integers(0, 2),
    answers=st.lists(st.sampled_from(ANSWERS), max_size=16),
    change=st.sampled_from(["nothing", "stop", "pause", "lost", "hard-day", "off"]),
    killed=st.booleans(),
)
def test_every_nudge_ends_and_what_did_not_reach_her_has_a_name(
    runtime: Runtime, clock: FrozenClock, channel: str, phones: int, answers: list[str], change: str, killed: bool
) -> None:
    """Whatever push services answer and she does meanwhile, also when a worker dies on the way."""
    amina = a_citizen()
    karen = responsible_for(amina)
    wants(amina, channel)
    for _ in range(phones):
        turns_on(amina)
    (key,) = writes(karen, amina)
    over = Posted(*answers)
    if killed:
        claiming.claim(over)
    does(change, amina, karen)
    for _look in range(24):
        clock.move(timedelta(hours=12))
        draining.drain(phones=over)
    ended = message(key)
    assert ended.ended_at and ended.outcome in ENDS and ended.decision is not None
    owed = [(one.kind, one.citizen_id) for one in tasks.waiting_for(karen.id, role=karen.role)]
    assert (("unreachable", amina.id) in owed) == (ended.outcome in ("gave-up", "not-sent"))
    if ended.outcome == "delivered":
        assert set(*told_to(karen, amina)) & {"sent"}


def does(change: str, amina: Somebody, karen: Somebody) -> None:
    """What she does, or what happens to her phones, while the message is under way."""
    if change == "stop":
        choices.stop(sender=karen.id, actor=amina.actor)
    elif change == "pause":
        choices.pause(length="open", actor=amina.actor)
    elif change == "hard-day":
        choices.begin_hard_day(actor=amina.actor)
    elif change in ("lost", "off"):
        for one in devices.of(amina.id):
            devices.gone(one.id) if change == "lost" else devices.turn_off(device=one.id, actor=amina.actor)
