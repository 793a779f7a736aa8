"""Groups: starting one, joining it, room, and who may see it."""

import uuid
from datetime import timedelta

import pytest

from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.programmes import groups, service
from tests.people import staff
from tests.programmes.in_a_group import MONDAY, a_group, a_leader, a_run, joins, somebody


def test_it_works(runtime: Runtime) -> None:
    group = a_group("Amina Haddad", "Omar Saleh")
    (run,) = groups.led_by(group.leader.id)
    assert (run.people, run.capacity, run.is_full, run.is_over) == (2, 20, False, False)
    assert {one.citizen_id for one in groups.members(group.id)} == {one.id for one in group.people}
    assert run.days == [MONDAY + timedelta(weeks=week) for week in range(8)]
    course = service.course(group.people[0].id)
    assert course and (course.run_id, course.starts_on) == (group.id, MONDAY)


def test_a_full_group_takes_nobody_until_somebody_leaves(runtime: Runtime) -> None:
    leader = a_leader()
    run = a_run(leader, capacity=2)
    first, _second = joins(somebody("A"), run, leader), joins(somebody("B"), run, leader)
    lone = somebody("Lone Kjær")
    with pytest.raises(groups.GroupFull):
        joins(lone, run, leader)
    assert service.course(lone.id) is None
    service.end(enrolment_id=first, actor=leader.actor)
    joins(lone, run, leader)
    assert groups.one(run).is_full


def test_a_group_of_another_programme_is_refused(runtime: Runtime) -> None:
    leader = a_leader()
    with pytest.raises(Invalid):
        joins(somebody(), a_run(leader, "living-with-illness-and-job"), leader)


@pytest.mark.parametrize("capacity", [0, 1, 201])
def test_a_group_has_a_size_people_fit_into(runtime: Runtime, capacity: int) -> None:
    with pytest.raises(groups.WrongSize):
        a_run(a_leader(), capacity=capacity)


@pytest.mark.parametrize("days", [-800, 800])
def test_a_day_nobody_means_is_refused(runtime: Runtime, days: int) -> None:
    with pytest.raises(groups.WrongDay):
        a_run(a_leader(), starts_on=MONDAY + timedelta(days=days))


def test_an_employment_role_leads_no_group(runtime: Runtime) -> None:
    with pytest.raises(groups.NoLeader):
        a_run(staff("caseworker"))


def test_only_its_leader_opens_a_group(runtime: Runtime) -> None:
    group = a_group("Amina Haddad")
    for stranger in (a_leader("Rikke Storm"), staff("caseworker"), group.people[0]):
        with pytest.raises(NotFound):
            groups.led(group.id, stranger.actor)
    with pytest.raises(NotFound):
        groups.led(uuid.uuid4(), group.leader.actor)


def test_twenty_people_of_kolding_meet_three_days_in_the_first_week(runtime: Runtime) -> None:
    run = groups.one(a_run(a_leader(), "kolding-sund-paa-tvaers"))
    assert run.capacity == 20
    assert run.days[:4] == [MONDAY, MONDAY + timedelta(2), MONDAY + timedelta(4), MONDAY + timedelta(7)]
