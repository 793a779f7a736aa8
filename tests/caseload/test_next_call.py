"""A call is expected on a working day, within hours, and never before it was asked for."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.caseload.holidays import is_working_day
from companion.caseload.rules import next_call
from companion.foundation.clock import DANISH_TIME

OPEN, CLOSE = time(9), time(15)
HOURS = st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] < pair[1])
MINUTES = st.integers(0, 2 * 365 * 24 * 60)  # two years, both clock changes of each
ASKED = MINUTES.map(lambda past: (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=past)).astimezone(DANISH_TIME))


def danish(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=DANISH_TIME)


def test_it_works() -> None:
    window = next_call(danish(24, 8), OPEN, CLOSE)
    assert (window.start, window.end) == (danish(24, 9), danish(24, 15))


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        (danish(24, 11, 20), danish(24, 11, 20), danish(24, 15)),  # Tuesday, within hours: from now on
        (danish(24, 15), danish(25, 9), danish(25, 15)),  # Tuesday, just closed
        (danish(27, 16), danish(30, 9), danish(30, 15)),  # Friday afternoon: Monday
        (danish(28, 10), danish(30, 9), danish(30, 15)),  # Saturday
        (danish(22, 10), danish(23, 9), danish(23, 15)),  # Sunday
        (danish(28, 16, month=3), danish(30, 9, month=3), danish(30, 15, month=3)),  # over the change to summer time
        (danish(24, 16, month=10), danish(26, 9, month=10), danish(26, 15, month=10)),  # and back
    ],
)
def test_days_around_a_weekend(asked: datetime, start: datetime, end: datetime) -> None:
    window = next_call(asked, OPEN, CLOSE)
    assert (window.start, window.end) == (start, end)


@given(asked=ASKED, hours=HOURS)
def test_always_a_working_day_within_hours_and_never_before_asked(asked: datetime, hours: tuple[time, time]) -> None:
    window = next_call(asked, *hours)
    assert is_working_day(window.start.date()) and window.start.date() == window.end.date()
    assert hours[0] <= window.start.time() < window.end.time() == hours[1]
    assert asked <= window.start <= asked + timedelta(days=7)  # Easter is the longest


@given(asked=ASKED, hours=HOURS)
def test_no_earlier_working_window_was_passed_over(asked: datetime, hours: tuple[time, time]) -> None:
    start = next_call(asked, *hours).start.date()
    skipped = [asked.date() + timedelta(days=day) for day in range((start - asked.date()).days)]
    open_before = [day for day in skipped if is_working_day(day) and (day != asked.date() or asked.time() < hours[1])]
    assert not open_before
