"""Every third month, citizen and unit each from their own last answer; put off, declined or silent, nobody can tell."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from companion.checkins import indicators, invitations, rhythm, rules
from companion.checkins import own_copy as copies
from companion.checkins import service as checkins
from companion.checkins.records import Invitation
from companion.foundation import audit
from companion.foundation import clock as clocks
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.foundation.runtime import Runtime
from tests.checkins.rated import colleague, rates
from tests.checkins.test_indicators import OURS, changed
from tests.checkins.test_invitations import invited
from tests.clock import FrozenClock
from tests.foundation.at_once import together
from tests.people import MADE_BY, Somebody, a_citizen, a_unit, responsible_for

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
MONTHS = st.integers(1, 12)
A_DAY = timedelta(days=1)
FEBRUARY = date(2027, 2, 22)  # three months after the day the clock of these tests stands at


def on(clock: FrozenClock, day: date) -> None:
    """The first moment of this Danish day."""
    clock.move(clocks.midnight(day).astimezone(UTC) - clock.now())


def asked(citizen: Somebody) -> bool:
    """Whether Today offers her to look again."""
    look = checkins.standing(citizen.id).look
    assert look == rhythm.her_look(citizen.id)
    return look is not None and look.is_due


def unit_looks(member: Somebody, citizen: Somebody) -> date | None:
    return rhythm.staff_looks([citizen.id], actor=member.actor).get(citizen.id)


@given(last=DAYS, declined=st.none() | DAYS, put_off=st.none() | DAYS, months=MONTHS)
def test_it_is_never_asked_early(last: date, declined: date | None, put_off: date | None, months: int) -> None:
    due = rules.look_again(last, months=months, declined=declined)
    asked_on = rules.asked_again(due, put_off=put_off)
    assert due > last and (declined is None or due > declined) and asked_on >= due
    assert asked_on == due if put_off is None or put_off < due else asked_on == put_off


@given(last=DAYS, months=MONTHS)
def test_a_rhythm_is_a_month_too_long_or_short_for_no_one(last: date, months: int) -> None:
    """Between 28 and 31 days for each month, whatever month it begins in."""
    assert 28 * months <= (rules.look_again(last, months=months) - last).days <= 31 * months


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    rates(amina, health=3)
    look = rhythm.her_look(amina.id)
    assert look is not None and (look.due_on, look.asked_on) == (FEBRUARY, FEBRUARY) and not asked(amina)
    on(clock, FEBRUARY)
    assert asked(amina)
    rates(amina, health=3)
    assert not asked(amina)


@pytest.mark.parametrize(
    ("rated_at", "due_on"),
    [
        (datetime(2026, 11, 30, 9, tzinfo=UTC), date(2027, 2, 28)),
        (datetime(2027, 11, 30, 9, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 11, 29, 23, 30, tzinfo=UTC), date(2027, 2, 28)),  # the 30th in Denmark already
        (datetime(2027, 1, 31, 22, 30, tzinfo=UTC), date(2027, 4, 30)),  # winter time to summer time
        (datetime(2027, 7, 25, 22, 30, tzinfo=UTC), date(2027, 10, 26)),  # and back
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), date(2028, 1, 31)),  # in the hour that comes twice
    ],
)
def test_days_are_danish_days(runtime: Runtime, clock: FrozenClock, rated_at: datetime, due_on: date) -> None:
    amina = a_citizen()
    clock.move(rated_at - clock.now())
    rates(amina, health=3)
    on(clock, due_on)
    assert asked(amina)
    clock.move(-timedelta(seconds=1))
    assert not asked(amina)


def test_who_has_not_begun_is_not_asked(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    rates(karen, amina, health=3)
    clock.move(400 * A_DAY)
    assert rhythm.her_look(amina.id) is None and unit_looks(karen, amina) == FEBRUARY


@pytest.mark.parametrize(("until", "days"), [("a-week", 7), ("two-weeks", 14)])
def test_it_can_wait(runtime: Runtime, clock: FrozenClock, until: str, days: int) -> None:
    amina = a_citizen()
    rates(amina, health=3)
    on(clock, FEBRUARY)
    rhythm.postpone(until="two-weeks", actor=amina.actor)
    assert not asked(amina)
    clock.move(14 * A_DAY)
    assert asked(amina)
    rhythm.postpone(until=until, actor=amina.actor)
    clock.move((days - 1) * A_DAY)
    assert not asked(amina)
    clock.move(A_DAY)
    assert asked(amina)
    assert len(copies.export_of(amina.id)["check_in_invitation"]) == 1
    assert [line.event for line in audit.lines_about(amina.id)].count("check-in.postponed") == 2


def test_declined_the_rhythm_goes_on_from_that_day(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    rates(amina, health=3)
    on(clock, FEBRUARY + 10 * A_DAY)
    rhythm.decline(actor=amina.actor)
    rhythm.decline(actor=amina.actor)
    assert not asked(amina)
    on(clock, date(2027, 6, 3))
    assert not asked(amina)
    on(clock, date(2027, 6, 4))
    assert asked(amina)
    assert [line.event for line in audit.lines_about(amina.id)].count("check-in.declined") == 1


def test_what_was_put_off_before_does_not_hold_up_the_next(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    rates(amina, health=3)
    on(clock, FEBRUARY)
    rhythm.postpone(until="two-weeks", actor=amina.actor)
    rates(amina, health=4)
    look = rhythm.her_look(amina.id)
    assert look is not None and look.asked_on == date(2027, 5, 22)


def test_nothing_asked_nothing_put_off(runtime: Runtime, clock: FrozenClock) -> None:
    amina, nora = a_citizen(), a_citizen(name="Nora Friis")
    rates(amina, health=3)
    for somebody in (amina, nora):
        rhythm.postpone(until="a-week", actor=somebody.actor)
        rhythm.decline(actor=somebody.actor)
        assert copies.export_of(somebody.id)["check_in_invitation"] == []
    on(clock, FEBRUARY)
    rhythm.decline(actor=nora.actor)
    assert asked(amina)
    with pytest.raises(Invalid):
        rhythm.postpone(until="tomorrow", actor=amina.actor)


def test_two_taps_are_one_row(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    rates(amina, health=3)
    on(clock, FEBRUARY)
    assert together([partial(rhythm.postpone, until="a-week", actor=amina.actor)] * 3) == []
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Invitation)) == 1


def test_the_five_questions_and_these_do_not_touch_each_other(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    rates(amina, health=3)
    on(clock, FEBRUARY)
    rhythm.postpone(until="a-week", actor=amina.actor)
    clock.move(7 * A_DAY)
    assert asked(amina) and not checkins.standing(amina.id).is_due and invitations.due(amina.id) is None
    invited(amina)
    invitations.decline(actor=amina.actor)
    assert asked(amina)
    rhythm.decline(actor=amina.actor)
    invited(amina)
    assert checkins.standing(amina.id).is_due and not asked(amina)


def test_each_side_has_its_own_rhythm(runtime: Runtime, clock: FrozenClock) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    therapist = colleague(amina, "therapist", a_unit("health"), "Lone Bech")
    beside_her = colleague(amina, "caseworker", karen.unit)
    rates(karen, amina, health=3)
    clock.move(30 * A_DAY)
    rates(amina, health=3)
    rates(therapist, amina, health=3)
    assert unit_looks(karen, amina) == unit_looks(beside_her, amina) == FEBRUARY
    assert unit_looks(therapist, amina) == date(2027, 3, 22)
    rates(beside_her, amina, drive=3)
    assert unit_looks(karen, amina) == date(2027, 3, 22)


def test_the_rhythm_is_the_one_of_the_set_that_is_asked(runtime: Runtime) -> None:
    amina = a_citizen()
    rates(amina, health=3)
    for version, months, due in ((1, 1, date(2026, 12, 22)), (2, 12, date(2027, 11, 22)), (3, None, FEBRUARY)):
        ours = {**changed("version", to=version), **({"months_between": months} if months else {})}
        indicators.bring_in(ours, actor=MADE_BY)
        look = rhythm.her_look(amina.id)
        assert look is not None and look.due_on == due
    assert "months_between" not in OURS  # as sets that were imported before there was a rhythm


def test_the_shipped_set_asks_every_third_month() -> None:
    assert {one.months_between for one in indicators.shipped().values()} == {3}
