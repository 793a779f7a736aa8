"""Only failures count: 20 from one address and 200 from all in ten minutes, however many come at once."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import text

from companion.accounts import attempts
from companion.accounts.attempts import TooManyAttempts, counted
from companion.foundation.database import reading
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.foundation.at_once import together

HERE, THERE = "192.0.2.1", "192.0.2.2"


class Wrong(Exception):
    """What was tried did not work."""


def fail(address: str = HERE, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(Wrong), counted(address):
            raise Wrong


def succeed(address: str = HERE) -> None:
    with counted(address):
        pass


def kept() -> int:
    with reading() as db:
        return int(db.execute(text("select count(*) from failed_attempt")).scalar_one())


def test_it_works(runtime: Runtime) -> None:
    fail(times=20)
    with pytest.raises(TooManyAttempts) as refused:
        succeed()
    assert refused.value.status == 429


def test_success_does_not_count(runtime: Runtime) -> None:
    fail(times=19)
    for _ in range(30):
        succeed()
    assert kept() == 19
    fail()
    with pytest.raises(TooManyAttempts):
        succeed()


def test_another_address_is_not_affected(runtime: Runtime) -> None:
    fail(times=20)
    succeed(THERE)


def test_being_refused_does_not_count(runtime: Runtime) -> None:
    fail(times=20)
    for _ in range(5):
        with pytest.raises(TooManyAttempts):
            succeed()
    assert kept() == 20


def test_after_ten_minutes_it_is_free_again(runtime: Runtime, clock: FrozenClock) -> None:
    fail(times=20)
    clock.move(timedelta(minutes=10, microseconds=-1))
    with pytest.raises(TooManyAttempts):
        succeed()
    clock.move(timedelta(microseconds=1))
    succeed()


def test_the_window_slides(runtime: Runtime, clock: FrozenClock) -> None:
    fail()
    clock.move(timedelta(minutes=9))
    fail(times=19)
    with pytest.raises(TooManyAttempts):
        succeed()
    clock.move(timedelta(minutes=1))
    fail()
    with pytest.raises(TooManyAttempts):
        succeed()


def test_two_hundred_from_everywhere_stop_everybody(runtime: Runtime) -> None:
    for household in range(10):
        fail(f"198.51.100.{household}", times=20)
    with pytest.raises(TooManyAttempts):
        succeed(HERE)


@pytest.mark.parametrize(("seconds", "told"), [(0, "10:10"), (1, "10:11"), (60, "10:11")])
def test_the_refusal_says_when_in_danish_time(runtime: Runtime, clock: FrozenClock, seconds: int, told: str) -> None:
    clock.move(timedelta(seconds=seconds))
    fail(times=20)
    with pytest.raises(TooManyAttempts) as refused:
        succeed()
    assert refused.value.words == {"time": told}


def test_many_at_once_do_not_slip_past(runtime: Runtime) -> None:
    fail(times=15)

    def wrong() -> None:
        with counted(HERE):
            raise Wrong

    raised = [type(fault) for fault in together([wrong] * 12)]
    assert (raised.count(Wrong), raised.count(TooManyAttempts)) == (5, 7)


def test_the_address_is_kept_as_a_keyed_hash(runtime: Runtime) -> None:
    fail()
    with reading() as db:
        row = db.execute(text("select * from failed_attempt")).one()
    assert HERE not in str(row) and len(row.address_hash) == 64


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", HERE, True),
        ("fe80::1%eth0", "fe80::2", True),
        ("unknown", "unknown", True),
        (HERE, THERE, False),
    ],
)
def test_a_household_is_one_address(runtime: Runtime, one: str, other: str, same: bool) -> None:
    fail(one, times=20)
    if not same:
        return succeed(other)
    with pytest.raises(TooManyAttempts):
        succeed(other)
    return None


def test_what_counts_no_more_is_forgotten(runtime: Runtime, clock: FrozenClock) -> None:
    fail(times=3)
    clock.move(timedelta(minutes=5))
    fail()
    clock.move(timedelta(minutes=5))
    attempts.forget_old()
    assert kept() == 1


def test_a_failed_attempt_is_logged_without_its_address(runtime: Runtime, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="companion"):
        for _ in range(attempts.PER_ADDRESS + 1):
            with pytest.raises(Exception), attempts.counted("203.0.113.7"):  # noqa: B017 - both kinds of refusal
                raise ValueError
    events = [line.message for line in caplog.records]
    assert events == ["attempt-failed"] * attempts.PER_ADDRESS + ["too-many-attempts"]
    assert "203.0.113.7" not in caplog.text
