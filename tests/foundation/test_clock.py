"""There is one reader of time, and Danish days are Danish."""

from datetime import UTC, date, datetime, timedelta

import pytest

from companion.foundation import clock
from companion.foundation.clock import SystemClock
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    from companion.foundation.clock import now

    before = now()
    clock.move(timedelta(hours=1))
    assert (now() - before, now().tzinfo) == (timedelta(hours=1), UTC)


def test_the_machines_own_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_today_is_a_danish_day(runtime: Runtime, request: pytest.FixtureRequest) -> None:
    """At 23:30 UTC it is already tomorrow in Denmark."""
    frozen: FrozenClock = request.getfixturevalue("clock")
    frozen.move(timedelta(hours=14, minutes=30))
    assert (clock.now().date(), clock.today()) == (date(2026, 11, 22), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("utc", "danish"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "01:59+01:00"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00+02:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30+01:00"),
    ],
)
def test_both_clock_changes(utc: datetime, danish: str) -> None:
    assert clock.danish(utc).isoformat().partition("T")[2] == f"{danish[:5]}:00{danish[5:]}"
