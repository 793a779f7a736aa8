"""Nothing goes out that is not true at the moment of sending, nor against her terms; the sender learns no reason."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import text

from companion.accounts import leaving
from companion.appointments.records import Appointment
from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from companion.nudges import anchors, choices, history
from companion.nudges import service as nudges
from companion.nudges.choices import Chosen
from companion.nudges.timing import Hours
from companion.tasks import service as tasks
from tests.clock import FrozenClock
from tests.nudges.made import drains, meets, message, messages, told, writes
from tests.nudges.phones import RecordingPhones
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for

THURSDAY = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
LATE = timedelta(hours=12)  # from 10:00 to 22:00
Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(runtime: Runtime) -> Pair:
    """Amina, and Karen who is there for her."""
    amina = a_citizen()
    return amina, responsible_for(amina)


def moves(meeting: uuid.UUID, to: datetime) -> None:
    """Somebody gives the meeting another time."""
    with transaction() as session:
        found = session.get_one(Appointment, meeting)
        found.starts_at, found.ends_at = to, to + timedelta(hours=1)


def cancels(meeting: uuid.UUID) -> None:
    """Somebody calls the meeting off."""
    with transaction() as session:
        session.get_one(Appointment, meeting).cancelled_at = THURSDAY


def hears(karen: Somebody, amina: Somebody) -> list[str]:
    """What Karen is told of her messages."""
    return [one.state for one in history.of(citizen=amina.id, name="Karen", actor=karen.actor)]


def her_terms(amina: Somebody) -> dict[str, Callable[[], object]]:
    """Everything she can say that holds a nudge."""
    chosen = Chosen("push", Hours(time(12), time(20)), True, True, False, False)
    return {
        "hours": lambda: choices.choose(chosen=chosen, actor=amina.actor),
        "pause": lambda: choices.pause(length="a-week", actor=amina.actor),
        "open pause": lambda: choices.pause(length="open", actor=amina.actor),
        "hard day": lambda: choices.begin_hard_day(actor=amina.actor),
    }


@pytest.mark.parametrize("term", ["hours", "pause", "open pause", "hard day"])
def test_her_terms_hold_it_and_the_sender_learns_only_later(pair: Pair, term: str) -> None:
    amina, karen = pair
    her_terms(amina)[term]()
    writes(karen, amina)
    phones = drains()
    assert not phones.notices and hears(karen, amina) == ["later"]


def test_at_night_it_waits_for_eight(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    clock.move(LATE)
    (key,) = writes(karen, amina)
    assert not drains().notices
    assert message(key).next_due == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    clock.move(timedelta(hours=10))
    assert len(drains().notices) == 1


def test_one_a_day_over_all_senders(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    other = responsible_for(amina, "therapist")
    writes(karen, amina)
    writes(other, amina)
    phones = drains()
    assert len(phones.notices) == 1
    clock.move(timedelta(days=1))
    assert len(drains(phones).notices) == 2


def test_a_hard_day_ends_when_she_says_so(pair: Pair) -> None:
    amina, karen = pair
    choices.begin_hard_day(actor=amina.actor)
    writes(karen, amina)
    drains()
    choices.end_hard_day(actor=amina.actor)
    assert len(drains().notices) == 1


@pytest.mark.parametrize("which", ["sender", "topic"])
def test_stop_works_at_once(pair: Pair, which: str) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    choices.stop(**{which: karen.id if which == "sender" else "encouragement"}, actor=amina.actor)  # type: ignore[arg-type]
    assert not drains().notices
    assert message(key).outcome == "not-sent" and hears(karen, amina) == ["not-reached"]
    assert [task.kind for task in tasks.waiting_for(karen.id)] == ["unreachable"]


def test_a_stop_that_is_ended_lets_new_ones_through(pair: Pair) -> None:
    amina, karen = pair
    choices.stop(sender=karen.id, actor=amina.actor)
    choices.stop(sender=karen.id, actor=amina.actor)
    (stop,) = choices.stops_of(amina.id)
    choices.end_stop(stop_id=stop.id, actor=amina.actor)
    writes(karen, amina)
    assert len(drains().notices) == 1


def test_a_cancelled_meeting_takes_its_nudges_along(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    meeting = meets(amina, karen, THURSDAY)
    plan = anchors.from_anchor(anchors.MEETING, THURSDAY, -3, time(10), about=meeting)
    (key,) = writes(karen, amina, template="see-you", plan=plan, about={amina.id: meeting})
    cancels(meeting)
    clock.move(timedelta(days=2))
    drains()
    assert message(key).outcome == "not-sent" and hears(karen, amina) == ["not-sent"]
    assert not tasks.waiting_for(karen.id)


def test_a_moved_meeting_moves_its_nudges(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    meeting = meets(amina, karen, THURSDAY)
    plan = anchors.from_anchor(anchors.MEETING, THURSDAY, -3, time(10), about=meeting)
    (key,) = writes(karen, amina, template="see-you", plan=plan, about={amina.id: meeting})
    moves(meeting, THURSDAY + timedelta(days=7))
    clock.move(timedelta(days=2))
    phones = drains()
    assert not [one for one in phones.notices if message(key).sent_at]
    assert message(key).next_due == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_a_meeting_moved_nearer_is_told_of_at_once(pair: Pair) -> None:
    amina, karen = pair
    meeting = meets(amina, karen, THURSDAY + timedelta(days=7))
    plan = anchors.from_anchor(anchors.MEETING, THURSDAY + timedelta(days=7), -3, time(10), about=meeting)
    (key,) = writes(karen, amina, template="see-you", plan=plan, about={amina.id: meeting})
    moves(meeting, datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    told("changed", amina, meeting)
    drains()
    assert message(key).outcome == "delivered"


def test_a_closed_account_gets_nothing(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    leaving.disable(person=amina.id, actor=MADE_BY)
    assert not drains().notices and message(key).outcome == "not-sent"


def test_a_case_that_ends_takes_everything_along(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    assert nudges.close(citizen=amina.id, actor=MADE_BY) == 1
    assert not drains().notices and message(key).outcome == "not-sent"


def test_a_sender_who_is_not_there_for_her_any_more_sends_nothing(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    with transaction() as session:
        session.execute(text("update relation set ends_on = '2026-11-22'"))
    assert not drains().notices and message(key).outcome == "not-sent"


def test_a_nudge_held_for_a_week_is_given_up_and_its_sender_told(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    choices.pause(length="open", actor=amina.actor)
    (key,) = writes(karen, amina)
    for _day in range(9):
        drains()
        clock.move(timedelta(days=1))
    assert message(key).outcome == "not-sent" and hears(karen, amina) == ["not-reached"]
    assert [task.kind for task in tasks.waiting_for(karen.id)] == ["unreachable"]


def test_why_is_stored_as_codes(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    drains(RecordingPhones())
    decision = message(key).decision
    assert decision is not None and decision["codes"] == ["within-hours", "under-cap"]
    assert messages(amina)[0].sent_at is not None
