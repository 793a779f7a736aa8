"""Who else hears when a meeting has changed, and what becomes of an interpreter that was booked for it."""

from datetime import timedelta
from typing import Any

import pytest

from companion.appointments import changes, service, slots
from companion.caseload import relations
from companion.foundation.runtime import Runtime
from companion.tasks import service as tasks
from tests.appointments.made import THURSDAY, a_talk, wanted
from tests.people import Somebody, a_citizen, responsible_for

FRIDAY = THURSDAY + timedelta(days=1)
INTERPRETED: dict[str, Any] = {"interpreter_language": "ar", "interpreter_state": "booked", "interpreter_form": "phone"}


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    return a_citizen("ar")


@pytest.fixture
def karen(amina: Somebody) -> Somebody:
    return responsible_for(amina, "caseworker")


def waiting(somebody: Somebody) -> list[str]:
    return [one.kind for one in tasks.waiting_for(somebody.id, role=somebody.role)]


def moved(talk: Any, actor: Somebody, version: int = 1) -> None:
    changes.move(appointment_id=talk, version=version, starts_at=FRIDAY, line="", actor=actor.actor)


def test_it_works(amina: Somebody, karen: Somebody) -> None:
    """A move is told to whoever else comes, once, and not to whoever moved it."""
    lis = responsible_for(amina, "ips-consultant")
    talk = a_talk(amina, karen, staff=[lis.id])
    moved(talk, karen)
    changes.move(appointment_id=talk, version=2, starts_at=THURSDAY, line="", actor=karen.actor)
    assert (waiting(lis), waiting(karen)) == (["new-time"], [])
    changes.cancel(appointment_id=talk, line="", actor=karen.actor)
    assert (waiting(lis), waiting(karen)) == (["called-off"], [])


def test_her_choice_is_told_to_everybody_who_comes(amina: Somebody, karen: Somebody) -> None:
    lis = responsible_for(amina, "ips-consultant")
    talk = a_talk(amina, karen, staff=[lis.id])
    slots.offer(appointment_id=talk, moments=[FRIDAY], actor=karen.actor)
    slots.choose(appointment_id=talk, slot_id=slots.offered(talk)[0].id, actor=amina.actor)
    assert (waiting(lis), waiting(karen)) == (["new-time"], ["new-time"])


def test_somebody_who_is_not_there_for_her_any_more_is_told_nothing(amina: Somebody, karen: Somebody) -> None:
    lis = responsible_for(amina, "ips-consultant")
    talk = a_talk(amina, karen, staff=[lis.id])
    relations.end(citizen=amina.id, staff=lis.id, actor=karen.actor)
    moved(talk, karen)
    assert waiting(lis) == []


@pytest.mark.parametrize("state", ["booked", "not-found", "asked"])
def test_a_moved_meeting_asks_for_its_interpreter_again(amina: Somebody, karen: Somebody, state: str) -> None:
    """Only where one was booked there is something to undo: that is a task."""
    talk = a_talk(amina, karen, **INTERPRETED | {"interpreter_state": state})
    moved(talk, karen)
    assert service.one(talk, amina.id).interpreter_state == "asked"
    assert waiting(karen) == (["interpreter-anew"] if state == "booked" else [])


@pytest.mark.parametrize(
    "told",
    [
        {"interpreter_language": "uk"},
        {"interpreter_dialect": "Syrien"},
        {"interpreter_gender": "woman"},
        {"interpreter_form": "person"},
        {"not_interpreter": "Hr. Saleh"},
        {"minutes": 90},
        {"place": "Biblioteket"},
        {"starts_at": FRIDAY},
    ],
)
def test_another_need_is_booked_anew(amina: Somebody, karen: Somebody, told: dict[str, Any]) -> None:
    """The form still says “booked”, as it stood there before."""
    talk = a_talk(amina, karen, **INTERPRETED)
    changes.correct(appointment_id=talk, version=1, wanted=wanted(karen, **INTERPRETED | told), actor=karen.actor)
    assert service.one(talk, amina.id).interpreter_state == "asked"
    assert waiting(karen) == ["interpreter-anew"]


def test_a_title_needs_no_other_interpreter(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen, **INTERPRETED)
    same = wanted(karen, title="Om dit arbejde", **INTERPRETED)
    changes.correct(appointment_id=talk, version=1, wanted=same, actor=karen.actor)
    assert service.one(talk, amina.id).interpreter_state == "booked" and waiting(karen) == []


def test_who_moves_and_books_in_one_form_has_booked(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen, **INTERPRETED | {"interpreter_state": "asked"})
    booked = wanted(karen, FRIDAY, **INTERPRETED)
    changes.correct(appointment_id=talk, version=1, wanted=booked, actor=karen.actor)
    assert service.one(talk, amina.id).interpreter_state == "booked" and waiting(karen) == []


def test_her_choice_of_a_time_asks_for_the_interpreter_again(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen, **INTERPRETED)
    slots.offer(appointment_id=talk, moments=[FRIDAY], actor=karen.actor)
    slots.choose(appointment_id=talk, slot_id=slots.offered(talk)[0].id, actor=amina.actor)
    assert service.one(talk, amina.id).interpreter_state == "asked"
    assert sorted(waiting(karen)) == ["interpreter-anew", "new-time"]


def test_a_meeting_that_is_off_has_an_interpreter_to_call_off(amina: Somebody, karen: Somebody) -> None:
    """And the same meeting booked once more begins without one."""
    talk = a_talk(amina, karen, **INTERPRETED)
    changes.cancel(appointment_id=talk, line="", actor=karen.actor)
    assert waiting(karen) == ["interpreter-anew"]
    again = a_talk(amina, karen, FRIDAY, **INTERPRETED | {"interpreter_state": None})
    assert service.one(again, amina.id).interpreter_state == "asked"


@pytest.mark.parametrize("state", ["booked", "not-found"])
def test_it_is_done_when_it_is_said_how_far_it_is(amina: Somebody, karen: Somebody, state: str) -> None:
    talk = a_talk(amina, karen, **INTERPRETED)
    moved(talk, karen)
    changes.interpreter(appointment_id=talk, state=state, actor=karen.actor)
    assert waiting(karen) == []


def test_and_when_all_of_hers_are_booked_at_once(amina: Somebody, karen: Somebody) -> None:
    talk = a_talk(amina, karen, **INTERPRETED)
    moved(talk, karen)
    service.interpreters_booked(citizen=amina.id, actor=karen.actor)
    assert service.one(talk, amina.id).interpreter_state == "booked" and waiting(karen) == []
