"""When an entry is old and when it opens next, over every day and hour there is."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.foundation.clock import DANISH_TIME
from companion.plan.catalogue_rules import VERIFY_AFTER_DAYS, hours_of, is_phone, is_stale, next_opening
from companion.plan.measure import OpenHours

DAYS = st.dates(date(2000, 1, 1), date(2099, 1, 1))
MOMENTS = st.builds(datetime.combine, st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.times(), st.just(DANISH_TIME))
OPENINGS = st.builds(
    lambda day, start, length: OpenHours(day, time(start), time(start + length)),
    st.integers(0, 6),
    st.integers(0, 20),
    st.integers(1, 3),
)
MONDAY_9 = OpenHours(0, time(9), time(15))


def test_it_works() -> None:
    assert hours_of("tor 9.00-12.00; mandag 13:00-15:30") == (
        OpenHours(0, time(13), time(15, 30)),
        OpenHours(3, time(9), time(12)),
    )
    assert hours_of("") == ()


@given(DAYS, st.integers(0, 10_000))
def test_an_entry_is_old_after_so_many_days_and_no_sooner(verified: date, days: int) -> None:
    assert is_stale(verified, verified + timedelta(days=days)) == (days > VERIFY_AFTER_DAYS)


@given(st.lists(OPENINGS, min_size=1, max_size=5), MOMENTS)
def test_the_next_opening_is_open_and_not_past(hours: list[OpenHours], now: datetime) -> None:
    found = next_opening(hours, now)
    assert found is not None and now <= found < now + timedelta(days=8)
    assert any(one.weekday == found.weekday() and one.start <= found.time() < one.end for one in hours)
    between = [now + timedelta(minutes=30 * step) for step in range(int((found - now) / timedelta(minutes=30)))]
    assert not [at for at in between if any(_open(one, at) for one in hours)]


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-22 10:00", "2026-11-23 09:00"),  # Sunday
        ("2026-11-23 10:30", "2026-11-23 10:30"),  # open just now
        ("2026-11-23 15:00", "2026-11-30 09:00"),  # closed for a week
        ("2026-03-28 12:00", "2026-03-30 09:00"),  # over the night without two o'clock
    ],
)
def test_a_monday_comes_round(now: str, opens: str) -> None:
    here, there = (datetime.fromisoformat(one).replace(tzinfo=DANISH_TIME) for one in (now, opens))
    assert next_opening([MONDAY_9], here) == there
    assert next_opening([], here) is None


@pytest.mark.parametrize("words", ["man", "man 9-15", "mon 9.00-15.00", "man 9.00-25.00", "man 9.00-9.00", "man 9.00"])
def test_hours_that_cannot_be_read(words: str) -> None:
    assert hours_of(words) is None


@pytest.mark.parametrize("number", ["112", "72 00 00 21", "+45 72 00 00 21"])
def test_numbers_that_can_be_dialled(number: str) -> None:
    assert is_phone(number)


def _open(one: OpenHours, at: datetime) -> bool:
    return one.weekday == at.weekday() and one.start <= at.time() < one.end
