"""When a message may come: hours of a Danish day, also on the two days when clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.nudges.timing import (
    DANISH_TIME,
    Hours,
    at,
    closes_at,
    days_from,
    evening_before,
    is_quiet,
    next_open,
    shortly_before,
)

MOMENTS = st.integers(0, 700 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
CHANGES = st.sampled_from([datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]).flatmap(
    lambda day: st.integers(-24 * 60, 48 * 60).map(lambda minutes: day + timedelta(minutes=minutes))
)
WALLS = st.integers(8, 20).map(time)
HOURS = st.builds(Hours, WALLS, WALLS, st.none() | WALLS, st.none() | WALLS).filter(lambda hours: hours.is_sound)


def wall(moment: datetime) -> str:
    return moment.astimezone(DANISH_TIME).strftime("%d.%m. %H:%M")


@given(MOMENTS | CHANGES, HOURS)
def test_the_next_open_moment_is_open_near_and_the_first(moment: datetime, hours: Hours) -> None:
    found = next_open(moment, hours)
    assert found >= moment and not is_quiet(found, hours)
    assert found - moment <= timedelta(hours=25)
    assert found == moment or is_quiet(found - timedelta(seconds=1), hours)


@given(MOMENTS | CHANGES, HOURS)
def test_from_twenty_to_eight_nothing_rings_whatever_she_chose(moment: datetime, hours: Hours) -> None:
    local = moment.astimezone(DANISH_TIME).time()
    assert is_quiet(moment, hours) or time(8) <= local < time(20)


@given(MOMENTS | CHANGES, HOURS)
def test_an_open_moment_closes_the_same_day(moment: datetime, hours: Hours) -> None:
    if not is_quiet(moment, hours):
        ends = closes_at(moment, hours)
        assert moment < ends and is_quiet(ends, hours)


@pytest.mark.parametrize(
    ("starts_at", "evening", "shortly"),
    [
        (datetime(2026, 3, 29, 11, 0, tzinfo=UTC), "28.03. 18:00", "29.03. 11:00"),  # the hour was skipped at night
        (datetime(2026, 10, 25, 12, 0, tzinfo=UTC), "24.10. 18:00", "25.10. 11:00"),  # an hour came twice
        (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), "28.03. 18:00", "29.03. 01:00"),  # 04:00 is three hours after 01:00
        (datetime(2026, 3, 30, 7, 0, tzinfo=UTC), "29.03. 18:00", "30.03. 07:00"),
    ],
)
def test_reminders_over_a_clock_change(starts_at: datetime, evening: str, shortly: str) -> None:
    assert (wall(evening_before(starts_at)), wall(shortly_before(starts_at))) == (evening, shortly)


@given(MOMENTS | CHANGES, st.integers(-60, 400), st.integers(0, 1439))
def test_days_before_and_after_keep_the_wall_clock(anchor: datetime, days: int, minute: int) -> None:
    chosen = time(minute // 60, minute % 60)
    found = days_from(anchor, days, chosen).astimezone(DANISH_TIME)
    assert found.date() == anchor.astimezone(DANISH_TIME).date() + timedelta(days=days)
    assert found.time() == chosen or chosen.hour == 2  # 02:30 does not exist on one day of the year


def test_an_hour_that_comes_twice_means_the_first() -> None:
    assert at(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "hours",
    [
        Hours(time(7), time(20)),
        Hours(time(8), time(21)),
        Hours(time(12), time(12)),
        Hours(time(12), time(13)),
        Hours(rest_from=time(12)),
        Hours(rest_from=time(14), rest_to=time(13)),
        Hours(rest_from=time(8), rest_to=time(19)),
    ],
)
def test_hours_that_hold_everything_are_not_sound(hours: Hours) -> None:
    assert not hours.is_sound
