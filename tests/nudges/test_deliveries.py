"""What becomes of a message on its way to a phone: once, again, or never, and always with a person who knows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from companion.nudges import choices, claiming, draining, inbox
from companion.nudges.claiming import Claim
from companion.nudges.gateway import NoPhones
from companion.nudges.records import MessageDelivery
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.nudges.made import drains, message, messages, wants, writes
from tests.nudges.phones import RecordingPhones
from tests.people import Somebody, a_citizen, responsible_for

Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(runtime: Runtime) -> Pair:
    """Amina, and Karen who is there for her."""
    amina = a_citizen("ar")
    return amina, responsible_for(amina)


def deliveries() -> list[MessageDelivery]:
    with transaction() as session:
        return list(session.scalars(select(MessageDelivery)))


def owed(karen: Somebody) -> list[str]:
    return [task.kind for task in tasks.waiting_for(karen.id)]


def claimed(phones: RecordingPhones) -> Claim:
    found = claiming.claim(phones)
    assert isinstance(found, Claim)
    return found


def test_it_works(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    (notice,) = drains().notices
    (delivery,) = deliveries()
    assert notice.delivery_id == delivery.id and (notice.language, notice.channel) == ("ar", "push")
    assert (delivery.outcome, delivery.attempts, message(key).outcome) == ("accepted", 1, "delivered")


def test_a_notice_says_nothing_of_the_message(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina, own_words="Husk din medicin i morgen")
    (notice,) = drains().notices
    told = repr(notice)
    assert "medicin" not in told and "Karen" not in told and str(key) not in told and notice.topic is None


def test_it_lives_no_longer_than_the_day_is_open(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    clock.move(timedelta(hours=9, minutes=50))
    writes(karen, amina)
    (notice,) = drains().notices
    assert notice.ttl_seconds == 600


def test_a_dead_phone_is_told_to_the_sender_once(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    for _day in range(2):
        (key,) = writes(karen, amina)
        drains(RecordingPhones(answers=["gone"]))
        assert message(key).outcome == "gave-up"
        clock.move(timedelta(days=1))
    assert owed(karen) == ["unreachable"]


def test_without_any_phone_it_lies_in_the_app_and_the_sender_is_told(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    draining.drain(phones=NoPhones())
    assert message(key).outcome == "gave-up" and owed(karen) == ["unreachable"]
    assert [one.id for one in inbox.page_of(amina.id)[0]] == [key]


def test_only_in_the_app_is_her_choice_and_nobody_has_to_call(pair: Pair) -> None:
    amina, karen = pair
    wants(amina, "inbox")
    (key,) = writes(karen, amina)
    assert not drains().notices
    assert message(key).outcome == "in-app" and not owed(karen)


def test_a_busy_service_is_tried_again_when_it_says(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    phones = drains(RecordingPhones(answers=["later", "later"], retry_after=timedelta(minutes=5)))
    clock.move(timedelta(minutes=4))
    assert len(drains(phones).notices) == 1
    clock.move(timedelta(minutes=1))
    drains(phones)
    clock.move(timedelta(minutes=10))
    assert len(drains(phones).notices) == 3 and message(key).outcome == "delivered"
    assert len({notice.delivery_id for notice in phones.notices}) == 1


def test_a_service_that_is_always_busy_ends_with_a_person(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    phones = RecordingPhones(answers=["later"] * 20)
    for _look in range(16):
        drains(phones)
        clock.move(timedelta(hours=4))
    assert message(key).outcome == "gave-up" and owed(karen) == ["unreachable"] and len(phones.notices) == 6


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_an_unknown_outcome_is_never_sent_again(pair: Pair, clock: FrozenClock, channel: str) -> None:
    amina, karen = pair
    wants(amina, channel)
    (key,) = writes(karen, amina)
    phones = drains(RecordingPhones(answers=["unknown"]))
    clock.move(timedelta(hours=1))
    assert len(drains(phones).notices) == 1
    assert message(key).outcome == "gave-up" and deliveries()[0].outcome == "unknown" and owed(karen)


@pytest.mark.parametrize(("channel", "sent"), [("push", 1), ("sms", 0)])
def test_a_worker_killed_on_the_way(pair: Pair, clock: FrozenClock, channel: str, sent: int) -> None:
    """A push is repeated under the same tag; an SMS is not, and a person is told."""
    amina, karen = pair
    wants(amina, channel)
    (key,) = writes(karen, amina)
    before = claimed(RecordingPhones())
    assert not drains().notices
    clock.move(timedelta(minutes=2))
    phones = drains()
    assert len(phones.notices) == sent
    assert all(notice.delivery_id == before.notice.delivery_id for notice in phones.notices)
    assert message(key).ended_at is not None and bool(owed(karen)) is not bool(sent)
    assert claiming.record(before, []) == "stale"


def test_a_stop_between_two_attempts_holds(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    phones = drains(RecordingPhones(answers=["later"]))
    choices.stop(sender=karen.id, actor=amina.actor)
    clock.move(timedelta(hours=1))
    assert len(drains(phones).notices) == 1 and message(key).outcome == "not-sent"


def test_two_workers_send_it_once(pair: Pair) -> None:
    amina, karen = pair
    writes(karen, amina)
    phones = RecordingPhones()
    assert together([lambda: draining.drain(phones=phones)] * 2) == []
    assert len(phones.notices) == 1


def test_two_workers_keep_the_cap(pair: Pair) -> None:
    amina, karen = pair
    other = responsible_for(amina, "therapist")
    writes(karen, amina)
    writes(other, amina)
    phones = RecordingPhones()
    assert together([lambda: draining.drain(phones=phones)] * 2) == []
    assert len(phones.notices) == 1 and len([one for one in messages(amina) if one.sent_at]) == 1


def test_the_call_happens_outside_any_transaction(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    phones = RecordingPhones(meanwhile=lambda: choices.stop(sender=karen.id, actor=amina.actor))
    drains(phones)
    assert message(key).outcome == "delivered" and choices.stops_of(amina.id)


def test_the_next_moment_is_that_of_the_next_message(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    assert claiming.next_moment() is None
    (key,) = writes(karen, amina)
    assert claiming.next_moment() == clock.now()
    claim = claimed(RecordingPhones())
    assert claiming.next_moment() == clock.now() + claiming.CLAIM_EXPIRES
    assert claim.message_id == key
