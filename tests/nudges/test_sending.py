"""Staff write: to their own citizens alone, plain words alone, at a time that can be; and can take it back."""

import uuid
from datetime import UTC, datetime, time, timedelta

import pytest

from companion.foundation import audit, clock
from companion.foundation.clock import DANISH_TIME
from companion.foundation.database import new_id
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.nudges import anchors, inbox
from companion.nudges import service as nudges
from companion.nudges.anchors import Plan
from companion.nudges.sending import (
    AlreadyOut,
    Draft,
    NeedsMeeting,
    NoSuchTime,
    PlainTextOnly,
    TooManyWords,
    take_back,
)
from companion.plan import service as plans
from companion.programmes import leading
from companion.programmes import service as programmes
from tests.nudges.made import HELLO, drains, meets, message, messages, writes
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff

THURSDAY = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(runtime: Runtime) -> Pair:
    """Amina, and Karen who is there for her."""
    amina = a_citizen()
    return amina, responsible_for(amina)


def test_it_works(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina, own_words="Du er altid velkommen.")
    phones = drains()
    (shown,), _older = inbox.page_of(amina.id)
    assert shown.text is not None and "Karen Holm" in shown.text["da"] and shown.own_words == "Du er altid velkommen."
    assert message(key).outcome == "delivered" and len(phones.notices) == 1
    assert b"velkommen" not in (message(key).own_words or b"")


def test_each_step_is_written_down(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina)
    drains()
    events = [line.event for line in audit.lines_about(amina.id) if line.about == key]
    assert sorted(events) == ["message.sent", "nudge.written"]


def test_somebody_elses_citizen_is_not_there(pair: Pair) -> None:
    amina, karen = pair
    with pytest.raises(NotFound):
        writes(staff(), amina)
    with pytest.raises(NotFound):
        writes(karen, amina, a_citizen(name="Nora Berg"))
    assert not messages(amina)


@pytest.mark.parametrize("role", ["interpreter", "translator", "administrator", "citizen"])
def test_other_roles_write_to_nobody(pair: Pair, role: str) -> None:
    amina, karen = pair
    with pytest.raises(NotFound):
        writes(Somebody(karen.id, role, karen.unit), amina)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        ({"own_words": "<b>Hej</b>"}, PlainTextOnly),
        ({"own_words": "a < b"}, PlainTextOnly),
        ({"own_words": "a" * 301}, TooManyWords),
        ({"template": "see-you"}, NeedsMeeting),
        ({"template": "nowhere"}, NotFound),
        ({"plan": Plan(datetime(2026, 11, 21, tzinfo=UTC))}, NoSuchTime),
        ({"plan": Plan(datetime(2028, 11, 21, tzinfo=UTC))}, NoSuchTime),
    ],
)
def test_bad_input_is_refused(pair: Pair, draft: dict[str, object], refusal: type[Exception]) -> None:
    amina, karen = pair
    with pytest.raises(refusal):
        writes(karen, amina, **draft)  # type: ignore[arg-type] # a test's draft
    assert not messages(amina)


def test_sending_twice_is_sending_once(pair: Pair) -> None:
    amina, karen = pair
    draft = Draft(new_id(), HELLO, Plan(clock.now()))
    for _twice in range(2):
        nudges.send(citizens=[amina.id], draft=draft, actor=karen.actor)
    assert len(messages(amina)) == 1


def test_three_days_before_a_meeting_it_goes_out(pair: Pair) -> None:
    amina, karen = pair
    key = meets(amina, karen, THURSDAY)
    plan = anchors.from_anchor(anchors.MEETING, THURSDAY, -3, time(10), about=key)
    writes(karen, amina, template="see-you-there", plan=plan, about={amina.id: key})
    assert [one.next_due.astimezone(DANISH_TIME).strftime("%d %H:%M") for one in messages(amina, "nudge")] == [
        "23 10:00"
    ]


def test_a_tuesday_of_the_fourth_week(pair: Pair, runtime: Runtime) -> None:
    amina, karen = pair
    assert karen.unit is not None
    monday = clock.today() + timedelta(days=1)
    plans.start(citizen=amina.id, purpose={"da": "Et job"}, unit=karen.unit, actor=MADE_BY)
    enrolment = programmes.enrol(
        citizen=amina.id,
        programme_id="copenhagen-ips",
        starts_on=monday,
        unit=karen.unit,
        staff=karen.id,
        actor=MADE_BY,
    )
    first = leading.led_by(amina.id, karen.id)
    assert first == monday and leading.led_by(amina.id, staff().id) is None
    plan = anchors.from_anchor(anchors.PROGRAMME, clock.midnight(first), 22, time(10))
    assert plan.planned_for == datetime(2026, 12, 15, 9, 0, tzinfo=UTC)
    (key,) = writes(karen, amina, plan=plan)
    programmes.end(enrolment_id=enrolment, actor=MADE_BY)
    runtime.clock.move(timedelta(days=24))  # type: ignore[attr-defined] # a frozen clock
    drains()
    assert message(key).outcome == "not-sent"


def test_a_whole_session_is_told_at_once(pair: Pair) -> None:
    amina, karen = pair
    nora, elsewhere = a_citizen(name="Nora Berg"), a_citizen(name="Ida Holm")
    first = meets(amina, karen, THURSDAY)
    meets(nora, karen, THURSDAY)
    meets(elsewhere, staff(name="Lise Krogh"), THURSDAY)
    made = nudges.tell_session(
        appointment_id=first, draft=Draft(new_id(), "next-session", Plan(clock.now())), actor=karen.actor
    )
    assert len(made) == 2 and not messages(elsewhere, "nudge")
    drains()
    assert {one.outcome for one in [*messages(amina, "nudge"), *messages(nora, "nudge")]} == {"delivered"}


def test_another_leaders_session_is_not_there(pair: Pair) -> None:
    amina, karen = pair
    first = meets(amina, karen, THURSDAY)
    draft = Draft(new_id(), "next-session", Plan(clock.now()))
    for appointment, sender in ((first, staff()), (uuid.uuid4(), karen)):
        with pytest.raises(NotFound):
            nudges.tell_session(appointment_id=appointment, draft=draft, actor=sender.actor)


def test_it_can_be_taken_back_until_it_is_out(pair: Pair) -> None:
    amina, karen = pair
    (key,) = writes(karen, amina, plan=Plan(clock.now() + timedelta(days=1)))
    with pytest.raises(NotFound):
        take_back(message_id=key, actor=staff().actor)
    take_back(message_id=key, actor=karen.actor)
    assert message(key).outcome == "taken-back"
    (out,) = writes(karen, amina)
    drains()
    with pytest.raises(AlreadyOut):
        take_back(message_id=out, actor=karen.actor)


def test_at_most_fifty_at_once(pair: Pair) -> None:
    _amina, karen = pair
    with pytest.raises(Invalid):
        nudges.send(citizens=[], draft=Draft(new_id(), HELLO, Plan(clock.now())), actor=karen.actor)
