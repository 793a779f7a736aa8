"""Whether a contact is there just now, and when messages are read next: on both sides of hours and clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.caseload import service as caseload
from companion.caseload.holidays import easter, is_working_day
from companion.caseload.office import WINDOWS_AHEAD, Office, office_of
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.people import a_citizen, responsible_for


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def office_at(clock: FrozenClock, moment: datetime) -> Office:
    clock.move(moment - clock.now())
    amina = a_citizen()
    responsible_for(amina)
    found = office_of(caseload.responsible_for(amina.id))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("moment", "is_open", "next_end"),
    [
        ((2026, 11, 24, 7, 59), False, (2026, 11, 24, 14)),  # Tuesday, a minute before nine
        ((2026, 11, 24, 8, 0), True, (2026, 11, 24, 14)),
        ((2026, 11, 24, 13, 59), True, (2026, 11, 24, 14)),
        ((2026, 11, 24, 14, 0), False, (2026, 11, 25, 14)),  # three o'clock: closed
        ((2026, 11, 28, 9, 0), False, (2026, 11, 30, 14)),  # Saturday
        ((2026, 3, 29, 1, 30), False, (2026, 3, 30, 13)),  # the hour that does not exist; Monday is summer time
        ((2026, 3, 30, 6, 59), False, (2026, 3, 30, 13)),
        ((2026, 3, 30, 7, 0), True, (2026, 3, 30, 13)),
        ((2026, 10, 25, 0, 30), False, (2026, 10, 26, 14)),  # half past two, the first time
        ((2026, 10, 25, 1, 30), False, (2026, 10, 26, 14)),  # and the second
        ((2026, 10, 26, 7, 59), False, (2026, 10, 26, 14)),
        ((2026, 10, 26, 8, 0), True, (2026, 10, 26, 14)),
        ((2026, 12, 23, 15, 0), False, (2026, 12, 28, 14)),  # Christmas
        ((2026, 4, 1, 15, 0), False, (2026, 4, 7, 13)),  # Easter
    ],
)
def test_open_or_closed_and_read_next(
    runtime: Runtime, clock: FrozenClock, moment: tuple[int, ...], is_open: bool, next_end: tuple[int, ...]
) -> None:
    office = office_at(clock, utc(*moment))
    assert (office.is_open, office.windows[0].end) == (is_open, utc(*next_end))
    assert len(office.windows) == WINDOWS_AHEAD


def test_nobody_has_no_hours() -> None:
    assert office_of(None) is None


@given(st.integers(1990, 2100))
def test_easter_is_a_sunday_in_spring_and_its_days_are_closed(year: int) -> None:
    sunday = easter(year)
    assert sunday.weekday() == 6 and date(year, 3, 22) <= sunday <= date(year, 4, 25)
    assert not [days for days in (-3, -2, 0, 1, 39, 50) if is_working_day(sunday + timedelta(days=days))]
    assert is_working_day(sunday + timedelta(days=3))


@pytest.mark.parametrize(("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))])
def test_easters_that_were_printed(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)
