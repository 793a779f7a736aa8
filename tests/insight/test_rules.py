"""Quarters end where they end, and who meets nobody reads nothing about health."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from companion.insight.rules import WAIT_DAYS, Quarter, last_closed, may_read, quarter_of

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(days)
def test_every_day_lies_in_its_quarter(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.begins <= day < quarter.ends and quarter.number in (1, 2, 3, 4)
    assert quarter_of(quarter.ends).begins == quarter.ends and quarter_of(quarter.ends - timedelta(days=1)) == quarter


@given(days)
def test_only_a_quarter_that_has_waited_is_closed(day: date) -> None:
    closed = last_closed(day)
    assert closed.closes <= day < quarter_of(closed.ends).closes


def test_the_fourth_quarter_ends_with_the_year() -> None:
    assert (Quarter(date(2026, 10, 1)).ends, Quarter(date(2026, 10, 1)).number) == (date(2027, 1, 1), 4)
    assert last_closed(date(2027, 1, WAIT_DAYS)) == Quarter(date(2026, 7, 1))


def test_who_may_read_what() -> None:
    assert may_read("waiting", "health", circles=("all", "health")) and may_read("well-being", "all", circles=("all",))
    assert not may_read("waiting", "health", circles=("all",))
    assert may_read("started", "all", circles=()) and not may_read("started", "health", circles=())
    assert not may_read("well-being", "all", circles=())
