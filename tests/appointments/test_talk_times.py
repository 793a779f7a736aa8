"""A talk before it is a meeting: times are offered, she takes one or asks for some, and only that makes a meeting."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

import pytest

from companion.accounts.contacts import contacts
from companion.appointments import lines, own_copy, service, slots, talk_times
from companion.foundation import journal
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.nudges import facts
from companion.tasks import service as tasks
from tests.appointments.made import THURSDAY, a_meeting, a_talk
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff
from tests.plan.around import joins

FRIDAY = THURSDAY + timedelta(days=1)


def offers(
    karen: Somebody, amina: Somebody, moments: Sequence[object] = (THURSDAY, FRIDAY), form: str = "phone"
) -> None:
    talk_times.offer(citizen=amina.id, moments=moments, form=form, actor=karen.actor)  # type: ignore[arg-type]


def takes(amina: Somebody, place: int = 0, *, spoken: str | None = "ti") -> uuid.UUID:
    slot = talk_times.to_choose(amina.id)[place]
    return talk_times.choose(slot_id=slot.id, interpreter_language=spoken, actor=amina.actor)


def asks(amina: Somebody, karen: Somebody) -> bool:
    holder = contacts([karen.id])[karen.id]
    return talk_times.ask(holder=holder, with_interpreter=True, key=uuid.uuid4(), actor=amina.actor)


def test_it_works(runtime: Runtime) -> None:
    """The time she takes is a meeting with her yes and her interpreter; the other times are free again."""
    amina = a_citizen("ti")
    karen = responsible_for(amina)
    offers(karen, amina)
    assert [(one.starts_at, one.form, one.holder.name) for one in talk_times.to_choose(amina.id)] == [
        (THURSDAY, "phone", "Karen Holm"),
        (FRIDAY, "phone", "Karen Holm"),
    ]
    assert not service.upcoming(amina.id)
    meeting = service.one(takes(amina, 1), amina.id)
    assert (meeting.starts_at, meeting.owner_id, meeting.answer, meeting.kind) == (FRIDAY, karen.id, "yes", "agreed")
    assert (meeting.interpreter_language, meeting.interpreter_state) == ("ti", "asked")
    assert not talk_times.to_choose(amina.id)


@pytest.mark.parametrize("spoken", ["da", None])
def test_no_interpreter_of_danish_or_for_who_does_not_want_one(runtime: Runtime, spoken: str | None) -> None:
    amina = a_citizen("ti")
    offers(responsible_for(amina), amina)
    assert service.one(takes(amina, spoken=spoken), amina.id).interpreter_language is None


def test_what_she_wished_of_an_interpreter_before_is_wished_again(runtime: Runtime) -> None:
    amina = a_citizen("ti")
    karen = responsible_for(amina)
    wishes = {"interpreter_dialect": "Asmara", "interpreter_gender": "woman", "interpreter_form": "phone"}
    a_meeting(amina, karen, THURSDAY - timedelta(days=2), interpreter_language="ti", **wishes)
    offers(karen, amina)
    booked = service.one(takes(amina), amina.id)
    assert {name: getattr(booked, name) for name in wishes} == wishes


def refused(meeting: uuid.UUID) -> list[object]:
    return [(one.words, one.written_by) for one in lines.of_one(meeting, lines.NOT_INTERPRETER)]


def test_whom_she_refused_last_she_need_not_refuse_again(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen("ti")
    karen = responsible_for(amina)
    for number, name in enumerate(("Hr. Saleh", "Fru Tesfay", "")):
        clock.move(timedelta(minutes=1))
        a_talk(amina, karen, FRIDAY - timedelta(hours=number), interpreter_language="ti", not_interpreter=name)
    a_talk(amina, karen, FRIDAY + timedelta(days=1), interpreter_language="ar", not_interpreter="Hr. Aziz")
    offers(karen, amina, (THURSDAY, FRIDAY + timedelta(hours=3)))
    assert refused(takes(amina)) == [({"da": "Fru Tesfay"}, karen.id)]


@pytest.mark.parametrize("spoken", ["da", None])
def test_without_an_interpreter_nobody_is_refused(runtime: Runtime, spoken: str | None) -> None:
    amina = a_citizen("ti")
    karen = responsible_for(amina)
    a_talk(amina, karen, FRIDAY, interpreter_language="ti", not_interpreter="Hr. Saleh")
    offers(karen, amina, (THURSDAY,))
    assert refused(takes(amina, spoken=spoken)) == []


def test_the_same_tap_again_is_the_same_meeting(runtime: Runtime) -> None:
    amina = a_citizen()
    offers(responsible_for(amina), amina)
    slot = talk_times.to_choose(amina.id)[0].id
    first, second = (talk_times.choose(slot_id=slot, interpreter_language=None, actor=amina.actor) for _ in range(2))
    assert first == second and len(service.upcoming(amina.id)) == 1


def test_anothers_time_is_not_there(runtime: Runtime) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    offers(responsible_for(amina), amina)
    slot = talk_times.to_choose(amina.id)[0].id
    with pytest.raises(NotFound):
        talk_times.choose(slot_id=slot, interpreter_language=None, actor=nora.actor)


def test_a_time_of_a_meeting_that_is_there_is_no_talk(runtime: Runtime) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    slots.offer(appointment_id=a_meeting(amina, karen, kind="agreed"), moments=[FRIDAY], actor=karen.actor)
    assert not talk_times.to_choose(amina.id)


@pytest.mark.parametrize("how", ["past", "taken back", "busy", "ended"])
def test_a_time_that_is_gone(runtime: Runtime, clock: FrozenClock, how: str) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    offers(karen, amina, [THURSDAY])
    slot = talk_times.to_choose(amina.id)[0].id
    if how == "past":
        clock.move(THURSDAY - clock.now())
    elif how == "taken back":
        offers(karen, amina, [FRIDAY])
    elif how == "busy":
        a_meeting(a_citizen(name="Nora Friis"), karen, THURSDAY + timedelta(minutes=29))
    else:
        service.cancel_all(citizen=amina.id, actor=MADE_BY)  # her case has ended
    with pytest.raises(slots.SlotGone):
        talk_times.choose(slot_id=slot, interpreter_language=None, actor=amina.actor)
    assert not service.upcoming(amina.id)


@pytest.mark.parametrize("moments", [[], [THURSDAY, THURSDAY], [THURSDAY + timedelta(days=n) for n in range(6)]])
def test_one_to_five_different_times(runtime: Runtime, moments: list[object]) -> None:
    amina = a_citizen()
    with pytest.raises(slots.WrongNumber):
        offers(responsible_for(amina), amina, moments)


def test_who_is_not_there_for_her_offers_nothing(runtime: Runtime) -> None:
    amina = a_citizen()
    with pytest.raises(NotFound):
        offers(staff(), amina)
    with pytest.raises(Invalid):
        offers(responsible_for(amina), amina, form="letter")


def test_a_wish_for_a_time_stands_once_and_is_met_by_times(runtime: Runtime) -> None:
    amina = a_citizen("ti")
    karen = responsible_for(amina)
    assert asks(amina, karen) and not asks(amina, karen)
    (wish,) = tasks.waiting_for(karen.id)
    assert (wish.kind, wish.about, wish.with_interpreter) == ("talk-time", None, True)
    assert talk_times.asked(amina.id)
    offers(karen, amina)
    assert not tasks.waiting_for(karen.id) and not talk_times.asked(amina.id)


def test_what_goes_to_health_stays_there(runtime: Runtime) -> None:
    """R3: whoever covers in an employment role neither reads the wish nor sees the talk."""
    amina, lone = a_citizen(), staff("therapist", name="Lone Bech")
    asks(amina, lone)
    assert not tasks.waiting_for(lone.id) and tasks.waiting_for(lone.id, role="therapist")
    responsible = responsible_for(amina, "therapist")
    offers(responsible, amina)
    assert service.one(takes(amina), amina.id).visible_to == "health"


def test_her_own_act_is_no_news_to_her_and_is_told_onward(runtime: Runtime) -> None:
    amina = a_citizen()
    offers(responsible_for(amina), amina)
    meeting = takes(amina)
    told = journal.undispatched(10)
    assert [(one.kind, one.subject_id) for one in told] == [("appointment.changed", meeting)]
    assert facts.take(told) == 0


def test_times_nobody_took_are_forgotten_with_old_meetings_and_stand_in_her_copy(
    runtime: Runtime, clock: FrozenClock
) -> None:
    amina = a_citizen()
    offers(responsible_for(amina), amina)
    assert len(own_copy.export_of(amina.id)["appointment_slot"]) == 2
    clock.move(timedelta(days=60))
    with transaction():
        assert own_copy.FORGET["appointment"](clock.now() - timedelta(days=30), 10) == 2
    assert not own_copy.export_of(amina.id)["appointment_slot"]


def test_from_a_meeting_that_is_hidden_nothing_goes_along_to_one_that_is_not(runtime: Runtime) -> None:
    """What she asked for in the health centre is not told to whoever works with jobs (R3)."""
    amina = a_citizen("ti")
    karen = responsible_for(amina)
    tove = joins(amina, "therapist", "Tove Bach")
    wish = {"interpreter_language": "ti", "interpreter_dialect": "Asmara", "not_interpreter": "Hr. Saleh"}
    a_talk(amina, tove, FRIDAY, track="health", visible_to="health", **wish)
    offers(karen, amina, (THURSDAY,))
    taken = takes(amina)
    assert (refused(taken), service.one(taken, amina.id).interpreter_dialect) == ([], None)
