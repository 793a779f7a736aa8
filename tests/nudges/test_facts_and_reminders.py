"""What happens to a meeting is told; and she is reminded as she chose: the evening before, and two hours before."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from companion.appointments import changes, slots
from companion.appointments import service as appointments
from companion.appointments.records import Appointment
from companion.foundation import journal
from companion.foundation.database import transaction
from companion.foundation.runtime import Runtime
from companion.nudges import claiming, facts, inbox, news
from companion.nudges.timing import DANISH_TIME
from companion.tasks import service as tasks
from companion.worker import dispatch
from tests.clock import FrozenClock
from tests.nudges.made import drains, meets, messages, told, wants
from tests.nudges.phones import RecordingPhones
from tests.people import Somebody, a_citizen, responsible_for

THURSDAY = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)  # 14.30 in Denmark
Pair = tuple[Somebody, Somebody]


@pytest.fixture
def pair(runtime: Runtime) -> Pair:
    """Amina, and Karen who is there for her."""
    amina = a_citizen()
    return amina, responsible_for(amina)


def changed(meeting: uuid.UUID, **columns: datetime) -> None:
    with transaction() as session:
        for name, value in columns.items():
            setattr(session.get_one(Appointment, meeting), name, value)


def until(clock: FrozenClock, end: datetime, phones: RecordingPhones) -> list[str]:
    """Let time pass from one due moment to the next; when something rang, on a Danish clock."""
    rang = []
    while clock.now() < end:
        before = len(phones.notices)
        drains(phones)
        rang += [clock.now().astimezone(DANISH_TIME).strftime("%d %H:%M")] * (len(phones.notices) - before)
        due = min(claiming.next_moment() or end, clock.now() + timedelta(hours=12), end)
        clock.move(max(due - clock.now(), timedelta(minutes=1)))
    return rang


@pytest.mark.parametrize("kind", ["booked", "changed", "cancelled", "late"])
def test_what_happens_to_a_meeting_is_told(pair: Pair, kind: str) -> None:
    amina, karen = pair
    told(kind, amina, meets(amina, karen, THURSDAY))
    assert len(drains().notices) == 1
    (shown,) = [one for one in inbox.page_of(amina.id)[0] if one.kind == "change"]
    assert shown.topic == facts.TOLD[f"appointment.{kind}"] and shown.meetings[0].starts_at == THURSDAY


def test_the_same_facts_again_make_nothing_new(pair: Pair) -> None:
    amina, karen = pair
    journal.tell(kind="appointment.late", citizen=amina.id, subject=meets(amina, karen, THURSDAY))
    with transaction():
        found = journal.undispatched(10)
        assert (facts.take(found), facts.take(found)) == (1, 0)


def test_a_whole_row_of_new_meetings_is_one_message(pair: Pair) -> None:
    amina, karen = pair
    for number in range(6):
        meeting = meets(amina, karen, THURSDAY + timedelta(days=7 * number))
        journal.tell(kind="appointment.booked", citizen=amina.id, subject=meeting)
    dispatch.take_facts()
    (only,) = messages(amina, "change")
    assert only.topic == "booked-several"


def test_the_news_of_the_second_stays_when_the_first_is_called_off(pair: Pair) -> None:
    """Two new meetings, and one of them off before anything went out: she hears of both things."""
    amina, karen = pair
    first, second = meets(amina, karen, THURSDAY), meets(amina, karen, THURSDAY + timedelta(days=1))
    told("booked", amina, first)
    told("booked", amina, second)
    changed(first, cancelled_at=THURSDAY - timedelta(days=3))
    told("cancelled", amina, first)
    assert len(drains().notices) == 2
    assert {(one.topic, one.about) for one in messages(amina, "change")} == {("booked", second), ("cancelled", first)}


def test_what_happens_to_one_of_several_leaves_the_news_of_the_others(pair: Pair) -> None:
    amina, karen = pair
    three = [meets(amina, karen, THURSDAY + timedelta(days=day)) for day in range(3)]
    for one in three:
        told("booked", amina, one)
    told("changed", amina, three[1])
    told("cancelled", amina, three[1])
    told_of = {one.topic: one for one in messages(amina, "change")}
    assert {topic: one.about for topic, one in told_of.items()} == {"booked-several": three[0], "cancelled": three[1]}
    assert news.standing(told_of["booked-several"])[-1].id == three[2]


def test_the_news_of_a_row_stays_when_its_first_meeting_is_called_off(pair: Pair) -> None:
    amina, karen = pair
    row = [meets(amina, karen, THURSDAY + timedelta(days=7 * week), series="row") for week in range(3)]
    told("booked", amina, row[0])
    changed(row[0], cancelled_at=THURSDAY - timedelta(days=3))
    told("cancelled", amina, row[0])
    assert {one.topic: one.about for one in messages(amina, "change")} == {
        "booked-several": row[1],
        "cancelled": row[0],
    }


def test_news_that_waited_over_the_first_meeting_tells_of_the_second(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    clock.move(timedelta(hours=12))  # at night, and the first one is before anything may ring
    soon, later = clock.now() + timedelta(hours=2), meets(amina, karen, THURSDAY)
    told("booked", amina, meets(amina, karen, soon))
    told("booked", amina, later)
    clock.move(timedelta(hours=12))
    assert len(drains().notices) == 1
    (only,) = messages(amina, "change")
    assert (only.outcome, only.about) == ("delivered", later)


def test_what_she_has_looked_at_is_new_again_when_it_tells_more(pair: Pair) -> None:
    amina, karen = pair
    told("booked", amina, meets(amina, karen, THURSDAY))
    inbox.page_of(amina.id)
    told("booked", amina, meets(amina, karen, THURSDAY + timedelta(days=1)))
    assert inbox.unread(amina.id) == 1


def test_her_own_choice_of_a_time_rings_nobody_and_is_told_to_whoever_holds_it(pair: Pair) -> None:
    amina, karen = pair
    meeting = meets(amina, karen, THURSDAY)
    slots.offer(appointment_id=meeting, moments=[THURSDAY + timedelta(days=1)], actor=karen.actor)
    dispatch.take_facts()
    assert len(drains().notices) == 1
    (free,) = slots.offered(meeting)
    slots.choose(appointment_id=meeting, slot_id=free.id, actor=amina.actor)
    dispatch.take_facts()
    assert not drains().notices and len(messages(amina, "change")) == 1
    assert [one.kind for one in tasks.waiting_for(karen.id, role=karen.role)] == ["new-time"]


def test_an_offer_she_has_taken_in_the_app_does_not_ring_in_the_morning(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    meeting = meets(amina, karen, THURSDAY)
    clock.move(timedelta(hours=12))
    slots.offer(appointment_id=meeting, moments=[THURSDAY + timedelta(days=1)], actor=karen.actor)
    dispatch.take_facts()
    drains()
    (free,) = slots.offered(meeting)
    slots.choose(appointment_id=meeting, slot_id=free.id, actor=amina.actor)
    dispatch.take_facts()
    clock.move(timedelta(hours=12))
    assert not drains().notices
    assert [one.kind for one in tasks.waiting_for(karen.id, role=karen.role)] == ["new-time"]


def test_what_staff_change_after_her_choice_is_told(pair: Pair) -> None:
    amina, karen = pair
    meeting = meets(amina, karen, THURSDAY)
    slots.offer(appointment_id=meeting, moments=[THURSDAY + timedelta(days=1)], actor=karen.actor)
    slots.choose(appointment_id=meeting, slot_id=slots.offered(meeting)[0].id, actor=amina.actor)
    later = THURSDAY + timedelta(days=2)
    changes.move(appointment_id=meeting, version=3, starts_at=later, line="", actor=karen.actor)
    dispatch.take_facts()
    assert len(drains().notices) == 1


def test_it_tells_what_is_true_when_it_is_sent(pair: Pair) -> None:
    """Moved, and called off before anybody was told: one message, and it says that it is off."""
    amina, karen = pair
    meeting = meets(amina, karen, THURSDAY)
    told("changed", amina, meeting)
    changed(meeting, cancelled_at=THURSDAY)
    told("cancelled", amina, meeting)
    assert len(drains().notices) == 1
    (shown,) = [one for one in inbox.page_of(amina.id)[0] if one.kind == "change"]
    assert shown.topic == "cancelled"


def test_a_change_waits_for_the_morning(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    clock.move(timedelta(hours=12))
    told("late", amina, meets(amina, karen, datetime(2026, 11, 23, 12, 0, tzinfo=UTC)))
    phones = drains()
    assert not phones.notices and inbox.unread(amina.id) == 1
    clock.move(timedelta(hours=10))
    assert len(drains(phones).notices) == 1


def test_a_change_comes_at_night_if_it_is_near_and_she_agreed(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    wants(amina, evening=False, two_hours=False, at_night=True)
    clock.move(timedelta(hours=12))
    told("late", amina, meets(amina, karen, datetime(2026, 11, 23, 8, 0, tzinfo=UTC)))
    told("late", amina, meets(amina, karen, datetime(2026, 11, 24, 8, 0, tzinfo=UTC)))
    (notice,) = drains().notices
    assert notice.urgency == "high"


def test_a_change_that_reaches_no_phone_is_told_to_whoever_holds_the_meeting(pair: Pair) -> None:
    amina, karen = pair
    told("cancelled", amina, meets(amina, karen, THURSDAY))
    drains(RecordingPhones(without={amina.id}))
    assert [task.kind for task in tasks.waiting_for(karen.id)] == ["unreachable"]


def test_a_hidden_meeting_makes_no_task_for_employment(pair: Pair) -> None:
    """R3: only the therapist, who holds it, learns that she was not reached."""
    amina, karen = pair
    therapist = responsible_for(amina, "therapist")
    told("booked", amina, meets(amina, therapist, THURSDAY, visible_to="health"))
    told("booked", amina, meets(amina, therapist, THURSDAY + timedelta(days=7), visible_to="health"))
    drains(RecordingPhones(without={amina.id}))
    assert not tasks.waiting_for(karen.id, role=karen.role)
    assert [task.kind for task in tasks.waiting_for(therapist.id, role="therapist")] == ["unreachable"]


def test_the_evening_before_in_one_bundle_and_two_hours_before(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    meets(amina, karen, THURSDAY)
    meets(amina, karen, THURSDAY - timedelta(hours=3))
    assert until(clock, THURSDAY, RecordingPhones()) == ["25 18:00", "26 09:30", "26 12:30"]


@pytest.mark.parametrize(
    ("today", "starts_at", "rang"),
    [
        (datetime(2026, 3, 28, 9, 0, tzinfo=UTC), datetime(2026, 3, 29, 11, 0, tzinfo=UTC), ["28 18:00", "29 11:00"]),
        (datetime(2026, 10, 24, 9, 0, tzinfo=UTC), datetime(2026, 10, 25, 12, 0, tzinfo=UTC), ["24 18:00", "25 11:00"]),
        (datetime(2026, 3, 28, 9, 0, tzinfo=UTC), datetime(2026, 3, 29, 7, 0, tzinfo=UTC), ["28 18:00"]),
    ],
)
def test_over_both_clock_changes(
    runtime: Runtime, clock: FrozenClock, today: datetime, starts_at: datetime, rang: list[str]
) -> None:
    """A meeting at nine on the day itself has no reminder at seven: that is in quiet hours, and it is dropped."""
    clock.move(today - clock.now())
    amina = a_citizen()
    karen = responsible_for(amina)
    meets(amina, karen, starts_at)
    assert until(clock, starts_at, RecordingPhones()) == rang


def test_she_chooses_which_reminders(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    wants(amina, evening=False)
    meets(amina, karen, THURSDAY)
    assert until(clock, THURSDAY, RecordingPhones()) == ["26 12:30"]


def test_nobody_is_reminded_of_a_meeting_that_is_off_or_that_she_cannot_come_to(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    off, declined = meets(amina, karen, THURSDAY), meets(amina, karen, THURSDAY + timedelta(hours=1))
    clock.move(timedelta(days=2))
    drains()
    changed(off, cancelled_at=clock.now())
    appointments.decline(appointment_id=declined, actor=amina.actor)
    assert until(clock, THURSDAY + timedelta(hours=2), RecordingPhones()) == []


def test_a_moved_meeting_is_reminded_of_at_its_new_time(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    meeting = meets(amina, karen, THURSDAY)
    clock.move(timedelta(days=2))
    phones = drains()
    friday = THURSDAY + timedelta(days=1)
    changed(meeting, starts_at=friday, ends_at=friday + timedelta(hours=1))
    told("changed", amina, meeting)
    assert until(clock, friday, phones)[1:] == ["26 18:00", "27 12:30"]


def test_reminders_are_laid_out_once(pair: Pair, clock: FrozenClock) -> None:
    amina, karen = pair
    meets(amina, karen, datetime(2026, 11, 24, 13, 30, tzinfo=UTC))
    for _round in range(3):
        drains()
        clock.move(timedelta(hours=8))
    assert len(messages(amina, "own")) == 2
