"""A message she puts off comes again as what it was, and her answer to it reaches whoever wrote."""

from datetime import time, timedelta

from companion.desk import told
from companion.foundation.clock import midnight
from companion.foundation.runtime import Runtime
from companion.nudges import anchors, follow_along, history, inbox
from companion.nudges import service as nudges
from companion.nudges.records import Message
from tests.clock import FrozenClock
from tests.nudges.made import drains, messages, writes
from tests.people import Somebody, a_citizen, responsible_for


def put_off(citizen: Somebody, key: object, time_passes: FrozenClock) -> Message:
    """Until tomorrow; the copy that came."""
    drains()
    (first,) = (one for one in messages(citizen, "nudge") if one.id == key)
    inbox.later(message_id=first.id, until="tomorrow", actor=citizen.actor)
    time_passes.move(timedelta(days=2))
    drains()
    (copy,) = (one for one in messages(citizen, "nudge") if one.repeats == key)
    return copy


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    (key,) = writes(karen, amina)
    copy = put_off(amina, key, clock)
    inbox.reply(message_id=copy.id, answer="yes", language="da", actor=amina.actor)
    (sent,) = history.of(citizen=amina.id, name="", actor=karen.actor)
    assert sent.reply == "yes"
    (waiting,) = nudges.replies_waiting(actor=karen.actor, since=clock.now() - timedelta(days=1))
    assert waiting.id == key


def test_one_tied_to_the_start_of_a_job_comes_again(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    today = clock.now().date()
    start = follow_along.begin(citizen=amina.id, kind="job", starts_on=today, actor=karen.actor)
    plan = anchors.from_anchor(anchors.WORK_START, midnight(today), 0, time(10), about=start)
    (key,) = writes(karen, amina, plan=plan)
    assert put_off(amina, key, clock).outcome == "delivered"


def test_the_answer_of_a_friday_stands_on_the_desk_on_monday() -> None:
    assert timedelta(days=4) < told.REPLIES_SHOWN
