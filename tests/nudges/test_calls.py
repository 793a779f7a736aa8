"""“Call me” rings on the phone of whoever is to call: neutral, once, and within that person's hours alone."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from companion.accounts import roll
from companion.caseload import absence
from companion.foundation import clock as now_of
from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from companion.nudges import calls, inbox
from companion.nudges.records import CallNotice
from companion.tasks import no_answer
from companion.tasks import service as tasks
from companion.worker import dispatch
from tests.clock import FrozenClock
from tests.nudges.made import drains, writes
from tests.nudges.phones import RecordingPhones
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff

Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(runtime: Runtime, clock: FrozenClock) -> Pair:
    """Amina, and Karen who answers from nine to three; it is Monday noon."""
    clock.move(timedelta(hours=26))
    amina = a_citizen()
    return amina, responsible_for(amina)


def wishes(amina: Somebody, karen: Somebody) -> uuid.UUID:
    """She wants to be called, and the worker has heard of it."""
    key = uuid.uuid4()
    tasks.ask_for_call(citizen=amina.id, owner=karen.id, key=key, with_interpreter=False, actor=amina.actor)
    dispatch.take_facts()
    return key


def rang(phones: RecordingPhones) -> list[uuid.UUID]:
    return [notice.citizen for notice in phones.notices]


def waiting() -> int:
    with transaction() as session:
        return len(session.scalars(select(CallNotice)).all())


def test_it_works(pair: Pair) -> None:
    amina, karen = pair
    key = wishes(amina, karen)
    phones = drains()
    (notice,) = phones.notices
    assert (notice.citizen, notice.language, notice.channel, notice.topic) == (karen.id, "da", "push", None)
    assert notice.delivery_id not in (key, amina.id)  # its id says nothing of what it is about
    assert rang(drains(phones)) == [karen.id] and waiting() == 0


def test_a_reply_call_me_is_the_same(pair: Pair) -> None:
    amina, karen = pair
    (message,) = writes(karen, amina)
    drains()
    inbox.reply(message_id=message, answer="call", language="da", actor=amina.actor)
    dispatch.take_facts()
    assert rang(drains()) == [karen.id]


@pytest.mark.parametrize("hours", [3, 7, 20, 30, 120])
def test_nothing_rings_outside_the_hours(pair: Pair, clock: FrozenClock, hours: int) -> None:
    """At three they are over; the evening, the night and Saturday are outside."""
    amina, karen = pair
    clock.move(timedelta(hours=hours))
    wishes(amina, karen)
    phones = drains()
    assert rang(phones) == [] and waiting() == 1
    moment = calls.next_moment()
    assert moment is not None and now_of.danish(moment).strftime("%H:%M") == "09:00"
    clock.move(moment - clock.now())
    assert rang(drains(phones)) == [karen.id]


def test_it_lives_no_longer_than_the_hours(pair: Pair, clock: FrozenClock) -> None:
    """A phone that is switched on after work stays silent."""
    amina, karen = pair
    wishes(amina, karen)
    (notice,) = drains().notices
    ends = now_of.now() + timedelta(seconds=notice.ttl_seconds)
    assert (now_of.danish(ends).hour, now_of.danish(ends).minute) == (15, 0)


def test_whoever_covers_is_told_instead(pair: Pair) -> None:
    amina, karen = pair
    ida, today = staff(name="Ida Krogh"), now_of.today()
    back = today + timedelta(days=5)
    absence.enter(staff=karen.id, cover=ida.id, starts_on=today, back_on=back, actor=karen.actor)
    wishes(amina, karen)
    assert rang(drains()) == [ida.id]


def test_whoever_is_asked_because_nobody_answers_is_told(pair: Pair) -> None:
    amina, karen = pair
    ida, today = staff(name="Ida Krogh"), now_of.today()
    back = today + timedelta(days=5)
    absence.enter(staff=karen.id, cover=ida.id, starts_on=today, back_on=back, actor=karen.actor)
    no_answer.ask(with_interpreter=False, actor=amina.actor)
    dispatch.take_facts()
    assert rang(drains()) == [ida.id]


def test_a_call_that_was_made_meanwhile_rings_nobody(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    clock.move(timedelta(hours=6))
    key = wishes(amina, karen)
    phones = drains()
    tasks.done(task_id=key, actor=karen.actor)
    clock.move(timedelta(hours=16))
    assert rang(drains(phones)) == [] and waiting() == 0


def test_who_has_left_is_not_rung(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    wishes(amina, karen)
    roll.end_role(person=karen.id, role=karen.role, actor=MADE_BY)
    assert rang(drains()) == [] and waiting() == 0


def test_without_a_phone_nothing_waits_for_one(pair: Pair) -> None:
    """The wish stands on the desk all the same."""
    amina, karen = pair
    key = wishes(amina, karen)
    drains(RecordingPhones(without={karen.id}))
    assert waiting() == 0 and [one.id for one in tasks.waiting_for(karen.id)] == [key]


def test_it_is_tried_again_with_the_same_id(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    wishes(amina, karen)
    phones = RecordingPhones(answers=["later"])
    drains(phones)
    clock.move(timedelta(minutes=2))
    first, second = drains(phones).notices
    assert first.delivery_id == second.delivery_id and waiting() == 0


def test_a_worker_that_was_killed_leaves_it_to_the_next(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    wishes(amina, karen)
    assert isinstance(calls.claim(RecordingPhones()), calls.Claim)
    assert rang(drains()) == []
    clock.move(timedelta(minutes=2))
    assert rang(drains()) == [karen.id]


def test_meanwhile_nobody_looks_for_it_in_a_circle(pair: Pair, clock: FrozenClock) -> None:
    """While it is under way nothing is due, until it is clear that nobody carries it."""
    wishes(*pair)
    claimed = clock.now()
    calls.claim(RecordingPhones())
    clock.move(timedelta(seconds=5))
    assert calls.next_moment() == claimed + calls.CLAIM_EXPIRES


def test_other_wishes_ring_nobody(pair: Pair) -> None:
    amina, karen = pair
    tasks.ask(kind=tasks.UNSENT, citizen=amina.id, owner=karen.id, key=uuid.uuid4(), actor=amina.actor)
    dispatch.take_facts()
    assert rang(drains()) == []
