"""A contact in two taps, and what contacts add up to for somebody in this role; a message is none."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.caseload import contacting, holidays
from companion.caseload import service as caseload
from companion.caseload.contacting import MET, NO_ANSWER, NOT_TODAY, SPOKE, NextDayWrong, Standing, TooLateToTakeBack
from companion.foundation import audit
from companion.foundation.errors import Invalid, NotFound
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import MADE_BY, Somebody, a_citizen, responsible_for, staff

A_DAY = timedelta(days=1)
SUNDAY = date(2026, 11, 22)


def also_there(citizen: Somebody, role: str) -> Somebody:
    """One more member of staff around her."""
    other = staff(role, name="Peter Dam")
    assert other.unit is not None
    caseload.relate(citizen=citizen.id, staff=other.id, role=role, unit=other.unit, responsible=False, actor=MADE_BY)
    return other


def standing(citizen: Somebody, role: str = "caseworker") -> Standing:
    """What somebody in this role knows of the contacts with her."""
    return contacting.standings([citizen.id], role=role).get(citizen.id, Standing())


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    """A citizen."""
    return a_citizen()


@pytest.fixture
def karen(amina: Somebody) -> Somebody:
    """Who is responsible for her."""
    return responsible_for(amina)


def log(citizen: Somebody, member: Somebody, kind: str = MET) -> uuid.UUID:
    """Somebody logs a contact of now."""
    return contacting.log(citizen=citizen.id, kind=kind, actor=member.actor)


def test_it_works(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    made = log(amina, karen)
    contacting.plan_next(contact_id=made, on=SUNDAY + 3 * A_DAY, actor=karen.actor)
    clock.move(4 * A_DAY)
    assert standing(amina).days_since_meeting == 4
    assert contacting.next_days(actor=karen.actor) == {amina.id: SUNDAY + 3 * A_DAY}
    assert {"contact.logged", "contact.next"} <= {line.event for line in audit.lines_about(amina.id)}


def test_only_meetings_count_as_meetings(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    log(amina, karen, MET)
    clock.move(3 * A_DAY)
    log(amina, karen, SPOKE)
    now = standing(amina)
    assert now.days_since_meeting == 3 and now.contact_at == clock.now()


@pytest.mark.parametrize("answer", [MET, SPOKE, NOT_TODAY])
def test_calls_without_an_answer_count_since_she_last_answered(
    amina: Somebody, karen: Somebody, clock: FrozenClock, answer: str
) -> None:
    for kind in (NO_ANSWER, NO_ANSWER, answer, NO_ANSWER, NO_ANSWER, NO_ANSWER):
        clock.move(A_DAY)
        log(amina, karen, kind)
    now = standing(amina)
    assert (now.no_answers, now.silent_since) == (3, clock.now() - 2 * A_DAY)
    clock.move(A_DAY)
    log(amina, karen, answer)
    assert (standing(amina).no_answers, standing(amina).silent_since) == (0, None)


def test_r3_what_a_health_role_logs_is_no_part_of_what_the_employment_side_knows(
    amina: Somebody, karen: Somebody, clock: FrozenClock
) -> None:
    mette = also_there(amina, "therapist")
    log(amina, karen, NO_ANSWER)
    before = standing(amina, "caseworker"), contacting.latest(amina.id, role="caseworker")
    clock.move(A_DAY)
    log(amina, mette, MET)
    assert (standing(amina, "caseworker"), contacting.latest(amina.id, role="caseworker")) == before
    assert standing(amina, "therapist").met_at is not None and standing(amina, "therapist").no_answers == 0


def test_a_role_that_meets_nobody_knows_nothing(amina: Somebody, karen: Somebody) -> None:
    log(amina, karen)
    assert standing(amina, "administrator") == Standing()
    assert not contacting.latest(amina.id, role="translator")


def test_the_newest_contact_says_when_to_try_next(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    contacting.plan_next(contact_id=log(amina, karen), on=SUNDAY + A_DAY, actor=karen.actor)
    clock.move(A_DAY)
    newest = log(amina, karen)
    assert contacting.next_days(actor=karen.actor) == {}
    contacting.plan_next(contact_id=newest, on=SUNDAY + 7 * A_DAY, actor=karen.actor)
    assert contacting.next_days(actor=karen.actor, until=SUNDAY + 6 * A_DAY) == {}


@pytest.mark.parametrize("days", [-1, 367])
def test_the_next_day_is_ahead_and_near(amina: Somebody, karen: Somebody, days: int) -> None:
    with pytest.raises(NextDayWrong):
        contacting.plan_next(contact_id=log(amina, karen), on=SUNDAY + days * A_DAY, actor=karen.actor)


def test_a_slip_of_the_finger_goes_the_same_day_only(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    slip, kept = log(amina, karen), log(amina, karen)
    contacting.take_back(contact_id=slip, actor=karen.actor)
    clock.move(A_DAY)
    with pytest.raises(TooLateToTakeBack):
        contacting.take_back(contact_id=kept, actor=karen.actor)
    assert [one.id for one in contacting.latest(amina.id, role=karen.role)] == [kept]


def test_nobody_elses_citizen_is_there(amina: Somebody) -> None:
    with pytest.raises(NotFound):
        log(amina, staff(name="Ida Winther"))


def test_nobody_elses_contact_is_there(amina: Somebody, karen: Somebody) -> None:
    made, peter = log(amina, karen), also_there(amina, "caseworker")
    for act in (contacting.take_back, lambda **told: contacting.plan_next(on=None, **told)):
        with pytest.raises(NotFound):
            act(contact_id=made, actor=peter.actor)


def test_another_kind_or_a_moment_to_come_is_refused(amina: Somebody, karen: Somebody, clock: FrozenClock) -> None:
    with pytest.raises(Invalid):
        log(amina, karen, "sms")
    with pytest.raises(Invalid):
        contacting.log(citizen=amina.id, kind=MET, at=clock.now() + A_DAY, actor=karen.actor)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_a_chip_is_a_working_day_and_never_earlier(day: date) -> None:
    moved = contacting._working(day)
    assert holidays.is_working_day(moved) and day <= moved <= day + timedelta(days=9)


def test_no_day_is_offered_twice(runtime: Runtime, clock: FrozenClock) -> None:
    clock.move(-2 * A_DAY)  # a Friday: tomorrow and in three days are both Monday
    days = [day for _ahead, day in contacting.chips()]
    assert days == [date(2026, 11, 23), date(2026, 11, 27)]
