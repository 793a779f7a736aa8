"""Moving, calling off, answering "I cannot come", being late: by whoever holds the meeting, and by nobody else."""

from datetime import date, timedelta
from typing import Any

import pytest

from companion.appointments import booking, changes, lines, moving, service, slots, staff_view
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from tests.appointments.made import THURSDAY, a_talk, wanted
from tests.appointments.test_booking import facts
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, responsible_for

FRIDAY = THURSDAY + timedelta(days=1)
LETTER: dict[str, Any] = {"kind": "decision", "letter_date": date(2026, 11, 16), "letter_reference": "26-1"}


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    return a_citizen("ar")


@pytest.fixture
def karen(amina: Somebody) -> Somebody:
    return responsible_for(amina, "caseworker")


def test_it_works(amina: Somebody, karen: Somebody) -> None:
    """A move keeps the former time, voids the answer, and tells the world."""
    talk = a_talk(amina, karen)
    service.confirm(appointment_id=talk, actor=amina.actor)
    changes.move(appointment_id=talk, version=1, starts_at=FRIDAY, line="Vi mødes fredag.", actor=karen.actor)
    found = service.one(talk, amina.id)
    assert (found.starts_at, found.moved_from, found.version, found.answer) == (FRIDAY, THURSDAY, 2, None)
    assert moving.moves_of(found) == [(THURSDAY, FRIDAY)]
    assert [one.words for one in lines.of_one(talk, lines.MESSAGE)] == [{"da": "Vi mødes fredag."}]
    assert facts() == ["appointment.booked", "appointment.answered", "appointment.changed"]


def test_two_at_once_overwrite_nothing(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen)
    changes.correct(appointment_id=talk, version=1, wanted=wanted(karen, place="Søen"), actor=karen.actor)
    with pytest.raises(changes.Stale):
        changes.correct(appointment_id=talk, version=1, wanted=wanted(karen, place="Parken"), actor=karen.actor)
    assert service.one(talk, amina.id).place == {"da": "Søen"}


def test_a_correction_keeps_the_answer_and_the_translations(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen)
    service.confirm(appointment_id=talk, actor=amina.actor)
    same_title = wanted(karen, title="Samtale", bring=["Dit brev"])
    changes.correct(appointment_id=talk, version=1, wanted=same_title, actor=karen.actor)
    found = service.one(talk, amina.id)
    assert found.answer == "yes" and found.title["ar"] and found.moved_from is None


def test_a_message_is_no_excuse_until_staff_have_answered(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    """Sent, read, answered: a decided meeting is neither called off nor excused by the message."""
    talk = a_talk(amina, karen, **LETTER)
    service.decline(appointment_id=talk, actor=amina.actor)
    sent = service.one(talk, amina.id)
    assert (sent.cancelled_at, sent.read_at, sent.upheld_at) == (None, None, None)
    clock.move(timedelta(hours=1))
    staff_view.opened(appointment_id=talk, actor=karen.actor)
    assert service.one(talk, amina.id).read_at == clock.now()
    changes.uphold(appointment_id=talk, line="Ring, hvis du er i tvivl.", actor=karen.actor)
    answered = service.one(talk, amina.id)
    assert answered.upheld_at == clock.now() and answered.cancelled_at is None
    assert tasks.waiting_for(karen.id, role=karen.role) == []


def test_only_whoever_holds_it_reads_and_answers_the_message(amina: Somebody, karen: Somebody) -> None:
    lis = responsible_for(amina, "ips-consultant")
    talk = a_talk(amina, karen, **LETTER)
    service.decline(appointment_id=talk, actor=amina.actor)
    staff_view.opened(appointment_id=talk, actor=lis.actor)
    assert service.one(talk, amina.id).read_at is None
    for answer in (changes.uphold, changes.cancel):
        with pytest.raises(NotFound):
            answer(appointment_id=talk, line="", actor=lis.actor)
    with pytest.raises(changes.NothingToAnswer):
        changes.uphold(appointment_id=a_talk(amina, karen, FRIDAY), line="", actor=karen.actor)


def test_one_of_a_series_is_moved_and_called_off_by_itself(amina: Somebody, karen: Somebody) -> None:
    moments = [THURSDAY + timedelta(weeks=number) for number in range(3)]
    first, second, third = booking.book_series(
        citizen=amina.id, wanted=wanted(karen), moments=moments, actor=karen.actor
    )
    changes.move(appointment_id=first, version=1, starts_at=FRIDAY, line="", actor=karen.actor)
    changes.cancel(appointment_id=second, line="Holdet er på tur.", actor=karen.actor)
    assert service.one(first, amina.id).starts_at == FRIDAY
    assert service.one(second, amina.id).cancelled_at and service.one(third, amina.id).cancelled_at is None
    with pytest.raises(moving.OverlapsSeries):
        changes.move(appointment_id=third, version=1, starts_at=FRIDAY, line="", actor=karen.actor)


def test_what_is_called_off_is_told_and_cannot_be_moved(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen)
    changes.cancel(appointment_id=talk, line="Jeg er syg.", actor=karen.actor)
    assert facts() == ["appointment.booked", "appointment.cancelled"]
    with pytest.raises(service.Cancelled):
        changes.move(appointment_id=talk, version=2, starts_at=FRIDAY, line="", actor=karen.actor)


def test_we_are_late_only_on_the_day(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    talk = a_talk(amina, karen)
    with pytest.raises(changes.NotToday):
        changes.we_are_late(appointment_id=talk, actor=karen.actor)
    clock.move(THURSDAY - clock.now() - timedelta(minutes=5))
    changes.we_are_late(appointment_id=talk, actor=karen.actor)
    assert service.one(talk, amina.id).late_minutes == 10 and facts()[-1] == "appointment.late"


def test_only_a_decision_is_marked_held_or_not(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    """R3: of every other meeting no such mark exists for an employment role."""
    decided, agreed = a_talk(amina, karen, **LETTER), a_talk(amina, karen, FRIDAY)
    with pytest.raises(changes.NoMark):
        changes.mark(appointment_id=decided, held=True, actor=karen.actor)
    clock.move(timedelta(days=10))
    changes.mark(appointment_id=decided, held=False, actor=karen.actor)
    assert service.one(decided, amina.id).missed_at == clock.now()
    with pytest.raises(changes.NoMark):
        changes.mark(appointment_id=agreed, held=True, actor=karen.actor)


def test_she_chooses_a_time_and_the_meeting_moves_there(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen)
    service.decline(appointment_id=talk, actor=amina.actor)
    slots.offer(appointment_id=talk, moments=[FRIDAY, FRIDAY + timedelta(hours=2)], actor=karen.actor)
    assert tasks.waiting_for(karen.id) == []
    chosen = slots.offered(talk)[1]
    for _twice in range(2):
        slots.choose(appointment_id=talk, slot_id=chosen.id, actor=amina.actor)
    found = service.one(talk, amina.id)
    assert (found.starts_at, found.moved_from, found.answer) == (chosen.starts_at, THURSDAY, "yes")
    assert slots.offered(talk) == []


def test_a_time_that_is_gone_cannot_be_chosen(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    talk, other = a_talk(amina, karen), a_citizen(name="Nora Friis")
    slots.offer(appointment_id=talk, moments=[FRIDAY], actor=karen.actor)
    slot = slots.offered(talk)[0]
    with pytest.raises(NotFound):
        slots.choose(appointment_id=talk, slot_id=slot.id, actor=other.actor)
    busy = a_talk(amina, karen, FRIDAY - timedelta(minutes=15))
    with pytest.raises(slots.SlotGone):
        slots.choose(appointment_id=talk, slot_id=slot.id, actor=amina.actor)
    changes.cancel(appointment_id=busy, line="", actor=karen.actor)
    clock.move(timedelta(days=30))
    with pytest.raises(slots.SlotGone):
        slots.choose(appointment_id=talk, slot_id=slot.id, actor=amina.actor)


@pytest.mark.parametrize("count", [0, 6])
def test_one_to_five_times_are_offered(amina: Somebody, karen: Somebody, count: int) -> None:
    moments = [FRIDAY + timedelta(hours=number) for number in range(count)]
    with pytest.raises(slots.WrongNumber):
        slots.offer(appointment_id=a_talk(amina, karen), moments=moments, actor=karen.actor)
