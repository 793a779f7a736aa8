"""Enrolling a citizen lays out everything; a second time is a new episode."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from companion.appointments import lines
from companion.appointments import service as appointments
from companion.checkins.records import Invitation
from companion.foundation import clock
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.foundation.runtime import Runtime
from companion.plan import rules as plan_rules
from companion.plan import service as plans
from companion.programmes import enrolment, service, templates
from companion.programmes.programme import Card, Programme, Session
from companion.programmes.records import Enrolment
from tests.appointments.made import a_talk
from tests.clock import FrozenClock
from tests.people import Somebody, a_citizen, responsible_for, staff
from tests.plan.laid import a_plan

MONDAY = date(2026, 11, 23)
COURSE, IPS = "toender-diabetes", "copenhagen-ips"


@pytest.fixture
def amina(runtime: Runtime) -> Somebody:
    citizen = a_citizen("ar")
    a_plan(citizen)
    return citizen


@pytest.fixture
def mette(runtime: Runtime) -> Somebody:
    return staff("health-coordinator", name="Mette Lund")


def enrol(
    citizen: Somebody,
    by: Somebody,
    programme: str = COURSE,
    starts_on: date = MONDAY,
    others: dict[str, uuid.UUID] | None = None,
) -> uuid.UUID:
    assert by.unit
    return service.enrol(
        citizen=citizen.id,
        programme_id=programme,
        starts_on=starts_on,
        unit=by.unit,
        staff=by.id,
        others=others or {},
        actor=by.actor,
    )


def test_it_works(amina: Somebody, mette: Somebody) -> None:
    enrol(amina, mette)
    plan = plans.for_citizen(amina.id)
    assert plan is not None
    assert [(card.programme_id, card.kind) for card in plan.cards] == [(COURSE, "offer"), (COURSE, "invitation")]
    meetings = appointments.upcoming(amina.id, limit=200)
    assert [clock.danish(one.starts_at).date() for one in meetings] == [
        MONDAY + timedelta(days=7 * week) for week in range(8)
    ]
    assert {clock.danish(one.starts_at).strftime("%H:%M") for one in meetings} == {"10:00"}
    assert {(one.interpreter_language, one.interpreter_state) for one in meetings} == {("ar", "asked")}


def test_what_she_asked_of_an_interpreter_holds_for_every_session(amina: Somebody, mette: Somebody) -> None:
    asked: dict[str, Any] = {
        "interpreter_language": "ar",
        "interpreter_gender": "woman",
        "not_interpreter": "Hr. Saleh",
    }
    before = a_talk(amina, responsible_for(amina), **asked)
    enrol(amina, mette)
    meetings = [one for one in appointments.upcoming(amina.id, limit=200) if one.id != before]
    refused = lines.of([one.id for one in meetings], lines.NOT_INTERPRETER)
    assert {one.interpreter_gender for one in meetings} == {"woman"}
    assert [len(refused[one.id]) for one in meetings] == [1] * 8


def test_what_is_about_health_is_not_told_to_employment_roles(amina: Somebody, mette: Somebody) -> None:
    enrol(amina, mette)
    assert {one.visible_to for one in appointments.upcoming(amina.id)} == {"health"}


@pytest.mark.parametrize("programme", templates.load_all(), ids=lambda programme: programme.id)
def test_every_shipped_programme_can_be_taken_part_in(amina: Somebody, programme: Programme) -> None:
    """S1: no card without somebody to call and a reason; nothing of a health programme goes to employment roles."""
    parts: list[Card | Session] = [*programme.cards, *programme.sessions]
    roles = {part.role for part in parts} - {programme.role}
    enrol(amina, staff(programme.role), programme.id, others={role: staff(role).id for role in roles})
    plan = plans.for_citizen(amina.id)
    assert plan is not None and len(plan.cards) == len(programme.cards)
    assert [card.owner and card.owner.phone and card.owner.role for card in plan.cards] == [
        part.role for part in programme.cards
    ]
    assert all(card.agreed_at is None for card in plan.cards)  # S15: nothing is ever confirmed by itself
    meetings = appointments.upcoming(amina.id)
    assert len(meetings) == len(programme.sessions)
    assert not [one for one in meetings if one.track == "health" and one.visible_to == "all"]


def test_check_ins_are_invited_on_their_days(amina: Somebody, mette: Somebody) -> None:
    enrol(amina, mette)
    assert invited(amina) == [
        ("start", MONDAY),
        ("end", MONDAY + timedelta(days=49)),
        ("after", MONDAY + timedelta(days=140)),
    ]


def test_a_danish_reader_gets_no_interpreter(mette: Somebody) -> None:
    lone = a_citizen("da", name="Lone Kjær")
    a_plan(lone)
    enrol(lone, mette)
    assert {one.interpreter_language for one in appointments.upcoming(lone.id)} == {None}


def test_ips_meets_where_the_citizen_wants_and_has_no_last_week(amina: Somebody, clock: FrozenClock) -> None:
    karen = staff("ips-consultant")
    made = enrol(amina, karen, IPS)
    assert {(one.place, one.form) for one in appointments.upcoming(amina.id)} == {(None, "walk")}
    clock.move(timedelta(days=400))
    week = service.this_week(amina.id)
    assert week is not None
    assert week.number == week.weeks == 4
    with pytest.raises(enrolment.AlreadyEnrolled):
        enrol(amina, karen, IPS, MONDAY + timedelta(days=400))
    service.end(enrolment_id=made, actor=karen.actor)
    assert service.this_week(amina.id) is None


def test_a_second_time_is_a_new_episode_and_the_first_stays(amina: Somebody, mette: Somebody) -> None:
    first = enrol(amina, mette)
    second = enrol(amina, mette, starts_on=MONDAY + timedelta(weeks=8))
    with reading() as db:
        rows = db.execute(select(Enrolment.id, Enrolment.episode).order_by(Enrolment.episode)).all()
    assert [tuple(row) for row in rows] == [(first, 1), (second, 2)]
    assert len(appointments.upcoming(amina.id)) == 16
    plan = plans.for_citizen(amina.id)
    assert plan is not None
    assert len(plan.cards) == 2


def test_somebody_still_in_it_is_not_enrolled_again(amina: Somebody, mette: Somebody) -> None:
    enrol(amina, mette)
    with pytest.raises(enrolment.AlreadyEnrolled):
        enrol(amina, mette, starts_on=MONDAY + timedelta(weeks=8, days=-1))
    assert len(appointments.upcoming(amina.id)) == 8


def test_an_ended_programme_calls_off_what_lies_ahead(amina: Somebody, mette: Somebody) -> None:
    made = enrol(amina, mette, starts_on=MONDAY - timedelta(weeks=2))
    for _twice in range(2):
        service.end(enrolment_id=made, actor=mette.actor)
    assert appointments.next_for(amina.id) is None
    assert len(appointments.past(amina.id)) == 2
    with pytest.raises(NotFound):
        service.end(enrolment_id=uuid.uuid4(), actor=mette.actor)


@pytest.mark.parametrize("programme", ["no-such-course", "../secret", ""])
def test_an_unknown_programme_is_refused(amina: Somebody, mette: Somebody, programme: str) -> None:
    with pytest.raises(NotFound):
        enrol(amina, mette, programme)


def test_without_a_plan_nothing_is_laid_out(mette: Somebody) -> None:
    nora = a_citizen(name="Nora Friis")
    with pytest.raises(plans.NoPlan):
        enrol(nora, mette)
    assert service.course(nora.id) is None
    assert appointments.upcoming(nora.id) == []


def test_this_week_is_the_citizens_own(amina: Somebody, mette: Somebody) -> None:
    enrol(amina, mette, starts_on=MONDAY - timedelta(weeks=2, days=1))
    week = service.this_week(amina.id)
    assert week is not None
    assert (week.number, week.weeks, week.week_title["da"]) == (3, 8, "Blodsukker: lavt og højt")
    assert service.this_week(mette.id) is None


def test_no_shipped_card_sounds_like_a_duty() -> None:
    cards = [card for programme in templates.load_all() for card in programme.cards if card.kind in plan_rules.FREE]
    assert not [card.key for card in cards if plan_rules.duty_words(card.title) or plan_rules.duty_words(card.why)]


def invited(citizen: Somebody) -> list[tuple[str, date]]:
    """Occasion and day of every invitation, earliest first."""
    mine = select(Invitation.occasion, Invitation.due_on).where(Invitation.citizen_id == citizen.id)
    with reading() as db:
        return [(row.occasion, row.due_on) for row in db.execute(mine.order_by(Invitation.due_on))]
