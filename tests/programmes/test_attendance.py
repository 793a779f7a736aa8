"""The roll: one record for both sides (S4), decisions alone for employment roles (R3), contested until answered."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from companion.caseload import service as caseload
from companion.foundation.audit import lines_about
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from companion.programmes import attendance, groups
from companion.programmes.records import Attendance
from tests.people import MADE_BY, Somebody, staff
from tests.programmes.in_a_group import MONDAY, Group, a_group, a_leader


@pytest.fixture
def group(runtime: Runtime) -> Group:
    return a_group("Amina Haddad", "Omar Saleh")


def mark(group: Group, *states: str) -> None:
    said = dict(zip(group.enrolments, states, strict=True))
    attendance.mark(run_id=group.id, day=MONDAY, states=said, actor=group.leader.actor)


def there_for(citizen: Somebody, role: str) -> Somebody:
    found = staff(role)
    assert found.unit
    caseload.relate(citizen=citizen.id, staff=found.id, role=role, unit=found.unit, responsible=False, actor=MADE_BY)
    return found


def test_it_works(group: Group) -> None:
    mark(group, "present", "absent")
    amina, omar = group.people
    (hers,), (his,) = attendance.own(amina.id), attendance.own(omar.id)
    assert (hers.state, his.state) == ("present", "absent")
    units = attendance.roll(run_id=group.id, day=MONDAY, actor=group.leader.actor)
    assert set(units.values()) == {hers, his}  # S4: the same record on both screens
    events = [line.event for line in lines_about(amina.id)]
    assert events.count("attendance.marked") == events.count("read.group") == 1


def test_marked_again_it_is_put_right_and_said_twice_it_is_said_once(group: Group) -> None:
    for _twice in range(2):
        mark(group, "late", "told")
    mark(group, "present", "told")
    assert [attendance.own(one.id)[0].state for one in group.people] == ["present", "told"]
    assert [line.event for line in lines_about(group.people[0].id)].count("attendance.marked") == 2


def test_an_employment_role_sees_that_of_a_decision_alone(group: Group) -> None:
    mark(group, "present", "absent")
    omar = group.people[1]
    karen, rikke = there_for(omar, "caseworker"), there_for(omar, "therapist")
    assert attendance.for_staff(citizen=omar.id, actor=karen.actor) == []
    assert len(attendance.for_staff(citizen=omar.id, actor=rikke.actor)) == 1
    with transaction() as session:
        for row in session.query(Attendance):
            row.kind, row.visible_to = "decision", "all"
    assert [one.kind for one in attendance.for_staff(citizen=omar.id, actor=karen.actor)] == ["decision"]


def test_without_a_relation_nobody_sees_it(group: Group) -> None:
    mark(group, "present", "absent")
    with pytest.raises(NotFound):
        attendance.for_staff(citizen=group.people[0].id, actor=staff("therapist").actor)


def test_a_day_to_come_and_a_day_without_a_meeting_have_no_roll(group: Group) -> None:
    states = dict.fromkeys(group.enrolments, "present")
    for day, refusal in ((MONDAY + timedelta(weeks=1), attendance.NotYet), (MONDAY + timedelta(days=1), NotFound)):
        with pytest.raises(refusal):
            attendance.mark(run_id=group.id, day=day, states=states, actor=group.leader.actor)


def test_what_is_no_mark_and_who_is_not_in_the_group_is_refused(group: Group) -> None:
    with pytest.raises(Invalid):
        mark(group, "present", "lazy")
    with pytest.raises(NotFound):
        attendance.mark(run_id=group.id, day=MONDAY, states={uuid.uuid4(): "present"}, actor=group.leader.actor)
    with pytest.raises(NotFound):
        mark(replace(group, leader=a_leader("Rikke Storm")), "present", "present")
    assert attendance.own(group.people[0].id) == []


def test_what_is_not_right_stays_contested_on_both_screens_until_it_is_answered(group: Group) -> None:
    mark(group, "absent", "present")
    amina, leader = group.people[0], group.leader
    (hers,) = attendance.own(amina.id)
    attendance.contest(attendance_id=hers.id, words="Jeg var der fra klokken ti.", actor=amina.actor)
    (told,) = attendance.contested(group.id, leader.actor)
    assert told == attendance.own(amina.id)[0] and told.is_contested
    with pytest.raises(attendance.AnswerMissing):
        attendance.answer(attendance_id=hers.id, words=" ", state="present", actor=leader.actor)
    attendance.answer(attendance_id=hers.id, words="Du har ret.", state="present", actor=leader.actor)
    (after,) = attendance.own(amina.id)
    assert (after.state, after.answer, after.is_contested) == ("present", "Du har ret.", False)
    assert attendance.contested(group.id, leader.actor) == []


def test_nobody_contests_or_answers_for_others(group: Group) -> None:
    mark(group, "absent", "present")
    amina, omar = group.people
    (hers,) = attendance.own(amina.id)
    with pytest.raises(NotFound):
        attendance.contest(attendance_id=hers.id, words="", actor=omar.actor)
    with pytest.raises(attendance.TooManyWords):
        attendance.contest(attendance_id=hers.id, words="a" * 601, actor=amina.actor)
    attendance.contest(attendance_id=hers.id, words="", actor=amina.actor)
    with pytest.raises(NotFound):
        attendance.answer(attendance_id=hers.id, words="Nej", state="absent", actor=a_leader("R").actor)
    assert groups.one(group.id).people == 2
