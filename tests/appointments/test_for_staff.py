"""Meetings as staff may see them: own ones, and of others' only what the circle allows."""

import uuid
from datetime import timedelta

import pytest

from companion.appointments import coming, for_staff, service
from companion.caseload import relations
from companion.foundation import clock as now_of
from companion.foundation.runtime import Runtime
from tests.appointments.made import a_meeting
from tests.caseload.test_contacting import also_there
from tests.clock import FrozenClock
from tests.desk.test_hidden import becomes
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    """A citizen."""
    return a_citizen()


def test_it_works(amina: Somebody, clock: FrozenClock) -> None:
    karen = responsible_for(amina)
    begin = clock.now()
    had, ahead = a_meeting(amina, karen, begin + AN_HOUR), a_meeting(amina, karen, begin + 3 * A_DAY)
    a_meeting(amina, karen, begin + 9 * A_DAY)
    clock.move(A_DAY)
    last, coming = for_staff.own_near([amina.id], actor=karen.actor)
    assert (last[amina.id].id, coming[amina.id].id) == (had, ahead)


def test_what_is_called_off_or_long_ago_is_not_there(amina: Somebody, clock: FrozenClock) -> None:
    karen = responsible_for(amina)
    a_meeting(amina, karen, clock.now() + AN_HOUR)
    a_meeting(amina, karen, clock.now() + 20 * A_DAY, series="course")
    service.cancel_series(series="course", citizen=amina.id, actor=karen.actor)
    clock.move(15 * A_DAY)
    assert for_staff.own_near([amina.id], actor=karen.actor) == ({}, {})


@pytest.mark.parametrize(("role", "seen"), [("caseworker", ["all"]), ("therapist", ["all", "health"])])
def test_others_meetings_show_in_their_circle(amina: Somebody, clock: FrozenClock, role: str, seen: list[str]) -> None:
    mette, reader = responsible_for(amina, "therapist"), also_there(amina, role)
    for hours, circle in enumerate(("citizen", "all", "health"), 1):
        a_meeting(amina, mette, clock.now() + hours * AN_HOUR, visible_to=circle)
    assert [one.visible_to for one in for_staff.coming(amina.id, actor=reader.actor)] == seen
    assert for_staff.own_near([amina.id], actor=reader.actor) == ({}, {})


def test_the_day_is_in_order_and_nobody_elses(amina: Somebody, clock: FrozenClock) -> None:
    karen, peter = responsible_for(amina), also_there(amina, "caseworker")
    late, early = (a_meeting(amina, karen, clock.now() + hours * AN_HOUR) for hours in (5, 2))
    a_meeting(amina, peter, clock.now() + AN_HOUR)
    day = for_staff.own_between(clock.now(), clock.now() + A_DAY, actor=karen.actor)
    assert [one.id for one in day] == [early, late]


def names(held_by: Somebody, meeting: uuid.UUID) -> set[uuid.UUID]:
    return {one.citizen_id for one in coming.session_of(meeting, held_by.actor)}


def test_a_session_names_who_comes(amina: Somebody) -> None:
    """Whoever leads a course meets people without being there for each of them."""
    mette, nora = responsible_for(amina, "therapist"), a_citizen(name="Nora Berg")
    meeting = a_meeting(amina, mette, visible_to="health")
    a_meeting(nora, mette, visible_to="health")
    assert names(mette, meeting) == {amina.id, nora.id}
    assert len(coming.sessions_ahead(mette.actor, now_of.now())) == 1


def test_a_former_therapist_does_not_see_who_comes_to_a_health_session(amina: Somebody) -> None:
    mette, nora = responsible_for(amina, "therapist"), a_citizen(name="Nora Berg")
    meeting = a_meeting(amina, mette, visible_to="health")
    a_meeting(nora, mette, visible_to="health")
    mette = becomes(mette, "caseworker")
    assert names(mette, meeting) == set() and coming.sessions_ahead(mette.actor, now_of.now()) == []


@pytest.mark.parametrize("circle", ["all", "health"])
def test_a_name_ends_with_the_relation(amina: Somebody, circle: str) -> None:
    mette, nora = responsible_for(amina, "therapist"), a_citizen(name="Nora Berg")
    meeting = a_meeting(amina, mette, visible_to=circle)
    hers = a_meeting(nora, mette, visible_to=circle)
    relations.end(citizen=amina.id, staff=mette.id, actor=MADE_BY)
    assert names(mette, meeting) == set() and names(mette, hers) == {nora.id}
