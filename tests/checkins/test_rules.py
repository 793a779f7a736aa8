"""A phone's clock is never believed, only how long an answer lay on it; two check-ins are 14 days apart."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.checkins.rules import LONGEST_ON_A_PHONE, answered_at, are_apart, next_possible

RECEIVED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANY_ZONE = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ANY_MOMENT = st.datetimes(datetime.min, datetime.max, timezones=ANY_ZONE)  # noqa: DTZ901 - bounds are naive
LYING = st.datetimes(datetime(1970, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - as above
LAY = st.timedeltas(timedelta(0), LONGEST_ON_A_PHONE)


def test_it_works() -> None:
    captured = datetime(2020, 1, 1, tzinfo=UTC)  # six years back, and it does not matter
    told = answered_at(RECEIVED, captured=captured, sent=captured + timedelta(days=2))
    assert told == RECEIVED - timedelta(days=2)


@given(clock=LYING, lay=LAY)
def test_however_wrong_the_clock_it_is_told_as_long_ago_as_it_lay(clock: datetime, lay: timedelta) -> None:
    assert answered_at(RECEIVED, captured=clock, sent=clock + lay) == RECEIVED - lay


@given(captured=ANY_MOMENT, sent=st.none() | ANY_MOMENT)
def test_an_answer_never_lies_in_the_future_or_before_any_phone(captured: datetime, sent: datetime | None) -> None:
    assert RECEIVED - LONGEST_ON_A_PHONE <= answered_at(RECEIVED, captured=captured, sent=sent) <= RECEIVED


@pytest.mark.parametrize(
    "sent",
    [
        None,
        RECEIVED - timedelta(seconds=1),
        RECEIVED + LONGEST_ON_A_PHONE + timedelta(seconds=1),
        datetime(2099, 1, 1, tzinfo=UTC),
    ],
)
def test_a_time_on_the_phone_that_cannot_be_counts_as_received(sent: datetime | None) -> None:
    assert answered_at(RECEIVED, captured=RECEIVED, sent=sent) == RECEIVED


@given(lays=st.lists(LAY, min_size=2, max_size=5), clock=LYING)
def test_answers_of_one_phone_keep_the_order_they_were_given_in(lays: list[timedelta], clock: datetime) -> None:
    """Sent in any order at one moment."""
    sent = clock + LONGEST_ON_A_PHONE
    told = [answered_at(RECEIVED, captured=sent - lay, sent=sent) for lay in lays]
    assert [at for _lay, at in sorted(zip(lays, told, strict=True), reverse=True)] == sorted(told)


@pytest.mark.parametrize(("days", "apart"), [(-1, False), (0, False), (13, False), (14, True), (400, True)])
def test_answers_are_compared_from_fourteen_days_on(days: int, apart: bool) -> None:
    assert are_apart(date(2026, 11, 8), date(2026, 11, 8) + timedelta(days=days)) is apart


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
