"""Which week it is, and on which day a session is held."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from companion.programmes import rules

MONDAY = date(2026, 11, 9)
DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))
WEEKS = st.integers(1, 60)


def test_it_works() -> None:
    numbers = [
        rules.week_number(MONDAY, MONDAY + timedelta(days=day), weeks=8, open_ended=False)
        for day in (-1, 0, 6, 7, 55, 56)
    ]
    assert numbers == [None, 1, 1, 2, 8, None]


def test_the_last_page_of_an_open_end_stays() -> None:
    late = MONDAY + timedelta(days=700)
    assert rules.week_number(MONDAY, late, weeks=4, open_ended=True) == 4
    assert rules.runs_until(MONDAY, weeks=4, open_ended=True) is None


def test_without_written_weeks_there_is_no_week() -> None:
    assert rules.week_number(MONDAY, MONDAY, weeks=0, open_ended=True) is None


@given(DAYS, WEEKS, st.data())
def test_each_session_lies_in_its_week(start: date, weeks: int, draw: st.DataObject) -> None:
    week, weekday = draw.draw(st.integers(1, weeks)), draw.draw(st.integers(0, 6))
    day = rules.session_day(start, week, weekday)
    assert day.weekday() == weekday
    assert rules.week_number(start, day, weeks=weeks, open_ended=False) == week


@given(DAYS, WEEKS, st.integers(-100, 500))
def test_a_programme_runs_from_its_first_day_until_its_end(start: date, weeks: int, offset: int) -> None:
    day, end = start + timedelta(days=offset), rules.runs_until(start, weeks=weeks, open_ended=False)
    assert end is not None
    runs = rules.week_number(start, day, weeks=weeks, open_ended=False) is not None
    assert runs == (start <= day < end)
