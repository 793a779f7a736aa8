"""An hour that does not exist is refused, one that exists twice is asked; every other hour is one moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.appointments import rules, when

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
minutes = st.integers(0, 24 * 60 - 1)
near = st.sampled_from([day + timedelta(days=by) for day in (SPRING, AUTUMN) for by in (-1, 0, 1)])


def clock(minute: int) -> str:
    """Minute of the day as a clock shows it."""
    return f"{minute // 60:02}:{minute % 60:02}"


def test_it_works() -> None:
    assert when.moment("2026-11-26", "14:30") == datetime(2026, 11, 26, 13, 30, tzinfo=UTC)


@given(near, minutes)
def test_every_moment_shows_the_hour_that_was_asked_for(day: date, minute: int) -> None:
    found = rules.moments_of(day, clock(minute))
    skipped, twice = day == SPRING and 120 <= minute < 180, day == AUTUMN and 120 <= minute < 180
    assert len(found) == (0 if skipped else 2 if twice else 1)
    for moment in found:
        shown = moment.astimezone(rules.DANISH_TIME)
        assert (shown.date(), f"{shown:%H:%M}") == (day, clock(minute))


@given(st.integers(120, 179))
def test_the_two_hours_of_one_name_are_an_hour_apart(minute: int) -> None:
    first, second = (when.moment(AUTUMN.isoformat(), clock(minute), which) for which in (rules.FIRST, rules.SECOND))
    assert second - first == timedelta(hours=1)


def test_half_past_two_in_spring_is_refused_with_a_sentence() -> None:
    with pytest.raises(when.HourMissing, match="HourMissing"):
        when.moment("2026-03-29", "02:30")
    assert "findes ikke" in when.HourMissing.sentence


@pytest.mark.parametrize("which", ["", "third"])
def test_half_past_two_in_autumn_asks_which(which: str) -> None:
    with pytest.raises(when.HourTwice):
        when.moment("2026-10-25", "02:30", which)


@pytest.mark.parametrize(
    ("day", "at"), [("", "14:30"), ("2026-11-26", ""), ("2026-02-30", "10:00"), ("x", "y"), ("2026-11-26", "25:00")]
)
def test_what_is_no_time_is_refused(day: str, at: str) -> None:
    with pytest.raises(when.NoTime):
        when.moment(day, at)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 40), st.integers(1, 8))
def test_a_series_keeps_its_weekday(first: date, count: int, between: int) -> None:
    days = rules.days_of_series(first, count, between)
    assert len(days) == count and {day.weekday() for day in days} == {first.weekday()}
