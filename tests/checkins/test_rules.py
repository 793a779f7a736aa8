"""A phone's clock is believed as long as it can be true, and two check-ins are 14 days apart."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.checkins.rules import CLOCK_SLACK, LONGEST_ON_A_PHONE, effective, next_possible

RECEIVED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANY_ZONE = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ANY_MOMENT = st.datetimes(datetime.min, datetime.max, timezones=ANY_ZONE)  # noqa: DTZ901 - bounds are naive


def test_it_works() -> None:
    assert effective(RECEIVED - timedelta(days=2), RECEIVED) == RECEIVED - timedelta(days=2)


@pytest.mark.parametrize(
    "captured",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2099, 1, 1, tzinfo=UTC),
        RECEIVED + CLOCK_SLACK + timedelta(seconds=1),
        RECEIVED - LONGEST_ON_A_PHONE - timedelta(seconds=1),
    ],
)
def test_a_clock_that_cannot_be_true_is_not_believed(captured: datetime) -> None:
    assert effective(captured, RECEIVED) == RECEIVED


def test_a_clock_a_little_ahead_is_told_as_received() -> None:
    assert effective(RECEIVED + CLOCK_SLACK, RECEIVED) == RECEIVED


@given(captured=ANY_MOMENT)
def test_an_answer_never_lies_in_the_future_or_before_any_phone(captured: datetime) -> None:
    told = effective(captured, RECEIVED)
    assert RECEIVED - LONGEST_ON_A_PHONE <= told <= RECEIVED
    assert told in (captured, RECEIVED)


@given(ago=st.timedeltas(timedelta(0), LONGEST_ON_A_PHONE))
def test_a_believable_moment_is_kept_as_it_is(ago: timedelta) -> None:
    assert effective(RECEIVED - ago, RECEIVED) == RECEIVED - ago


@pytest.mark.parametrize(
    ("last", "following"),
    [
        (date(2026, 11, 8), date(2026, 11, 22)),
        (date(2026, 3, 20), date(2026, 4, 3)),
        (date(2026, 12, 25), date(2027, 1, 8)),
    ],
)
def test_two_check_ins_are_fourteen_days_apart(last: date, following: date) -> None:
    assert next_possible(last) == following
