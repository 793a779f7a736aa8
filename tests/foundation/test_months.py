"""Calendar months: the same day of a later month, or its last one."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.foundation.months import months_after

DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))
MONTHS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 22), 3, date(2027, 2, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_it_works(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(day=DAYS, months=MONTHS)
def test_it_is_that_month_and_the_day_only_gives_way_to_the_months_end(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(one=DAYS, other=DAYS, months=MONTHS)
def test_whoever_begins_later_is_never_there_before(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert months_after(first, months) <= months_after(second, months)
