"""Booking a meeting, reading one's own, and answering it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from companion.appointments import service
from companion.foundation import audit
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from tests.appointments.made import THURSDAY, a_meeting
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, staff


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    return a_citizen("ar")


@pytest.fixture
def mette(runtime: Runtime) -> Somebody:
    return staff("health-coordinator", name="Mette Lund")


def test_it_works(amina: Somebody, mette: Somebody) -> None:
    booked = a_meeting(amina, mette, interpreter_language="ar", interpreter_state="booked")
    found = service.next_for(amina.id)
    assert found is not None
    assert (found.id, found.starts_at, found.ends_at) == (booked, THURSDAY, THURSDAY + timedelta(hours=1))
    assert (found.owner_role, found.interpreter_state, found.answer) == ("health-coordinator", "booked", None)
    assert "appointment.booked" in [line.event for line in audit.lines_about(amina.id)]


def test_the_next_is_the_one_that_goes_on_until_it_ends(amina: Somebody, mette: Somebody, clock: FrozenClock) -> None:
    later, first = a_meeting(amina, mette, THURSDAY + timedelta(days=1)), a_meeting(amina, mette)
    clock.move(THURSDAY - clock.now() + timedelta(minutes=59))
    assert [one.id for one in service.of(amina.id).upcoming] == [first, later]
    clock.move(timedelta(minutes=1))
    assert [one.id for one in service.of(amina.id).past] == [first]
    assert [one.id for one in service.upcoming(amina.id, limit=1)] == [later]


def test_a_week_has_what_touches_it(amina: Somebody, mette: Somebody) -> None:
    inside = a_meeting(amina, mette)
    a_meeting(amina, mette, THURSDAY + timedelta(hours=2))
    assert [one.id for one in service.between(amina.id, THURSDAY, THURSDAY + timedelta(hours=2))] == [inside]


def test_nobody_reads_or_answers_another_persons_meeting(amina: Somebody, mette: Somebody) -> None:
    booked, other = a_meeting(amina, mette), a_citizen(name="Nora Friis")
    with pytest.raises(NotFound):
        service.one(booked, other.id)
    for answer in (service.confirm, service.decline):
        with pytest.raises(NotFound):
            answer(appointment_id=booked, actor=other.actor)
        with pytest.raises(NotFound):
            answer(appointment_id=uuid.uuid4(), actor=amina.actor)
    assert service.upcoming(other.id) == []


def test_i_cannot_come_asks_the_owner_once(amina: Somebody, mette: Somebody) -> None:
    booked = a_meeting(amina, mette, interpreter_language="ar")
    for _twice in range(2):
        service.decline(appointment_id=booked, actor=amina.actor)
    (waiting,) = tasks.waiting_for(mette.id)
    assert (waiting.kind, waiting.about, waiting.with_interpreter) == ("cannot-come", booked, True)
    assert service.one(booked, amina.id).answer == "no"


def test_an_answer_can_be_given_again(amina: Somebody, mette: Somebody) -> None:
    booked = a_meeting(amina, mette)
    service.decline(appointment_id=booked, actor=amina.actor)
    service.confirm(appointment_id=booked, actor=amina.actor)
    assert service.one(booked, amina.id).answer == "yes"
    service.decline(appointment_id=booked, actor=amina.actor)
    assert service.one(booked, amina.id).answer == "no"


def test_nothing_is_confirmed_by_itself(amina: Somebody, mette: Somebody, clock: FrozenClock) -> None:
    booked = a_meeting(amina, mette)
    clock.move(timedelta(days=30))
    assert service.one(booked, amina.id).confirmed_at is None


def test_a_meeting_that_is_over_cannot_be_answered(amina: Somebody, mette: Somebody, clock: FrozenClock) -> None:
    booked = a_meeting(amina, mette)
    clock.move(timedelta(days=30))
    with pytest.raises(service.Over):
        service.decline(appointment_id=booked, actor=amina.actor)


def test_what_is_called_off_stays_in_view_and_cannot_be_answered(amina: Somebody, mette: Somebody) -> None:
    booked = a_meeting(amina, mette, series="course")
    service.cancel_series(series="course", citizen=amina.id, actor=MADE_BY)
    assert [one.id for one in service.upcoming(amina.id)] == [booked]
    assert service.next_for(amina.id) is None
    with pytest.raises(service.Cancelled):
        service.confirm(appointment_id=booked, actor=amina.actor)


def test_staff_see_the_next_meeting_they_hold_and_no_other(amina: Somebody, mette: Somebody) -> None:
    karen = staff(name="Karen Holm")
    a_meeting(amina, mette)
    a_meeting(amina, karen, THURSDAY + timedelta(days=2))
    next_one = a_meeting(amina, karen, THURSDAY + timedelta(days=1))
    assert service.next_for_staff([amina.id], karen.id, role=karen.role)[amina.id].id == next_one
    assert service.next_for_staff([], karen.id, role=karen.role) == {}


def test_a_new_meeting_has_an_empty_place(amina: Somebody, mette: Somebody) -> None:
    found = service.one(a_meeting(amina, mette, place=None), amina.id)
    assert (found.place, found.directions) == (None, None)


def test_somebody_without_a_role_cannot_hold_a_meeting(amina: Somebody) -> None:
    with pytest.raises(service.NobodyMeets):
        a_meeting(amina, amina)


@pytest.mark.parametrize(
    "wrong", [{"kind": "order"}, {"form": "office"}, {"visible_to": "everybody"}, {"minutes": 0}, {"minutes": 721}]
)
def test_a_value_out_of_range_is_refused(amina: Somebody, mette: Somebody, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        a_meeting(amina, mette, **wrong)
