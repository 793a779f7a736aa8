"""What an answer means, when to try again and what the citizen is told."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.foundation.retry_after import LONGEST_WISH, wished_wait
from companion.sync.rules import (
    JITTER,
    LADDER,
    NOT_BUILT,
    Answer,
    Progress,
    State,
    Verdict,
    furthest,
    next_due,
    state_of,
    verdict,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
progresses = st.builds(
    Progress,
    outcome=st.sampled_from([None, "delivered", "held", "dead", "dropped", "was-on-its-way"]),
    in_flight=st.booleans(),
    attempts=st.integers(0, 12),
    maybe_arrived=st.booleans(),
)


def answered(status: int | None, retry_after: str | None = None) -> Answer:
    return Answer(status, "test", retry_after)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, Verdict.DELIVERED),
        (204, Verdict.DELIVERED),
        (301, Verdict.RETRY),
        (400, Verdict.RETRY),
        (401, Verdict.RETRY),
        (404, Verdict.PAUSED),
        (409, Verdict.HELD),
        (410, Verdict.PAUSED),
        (422, Verdict.HELD),
        (429, Verdict.RETRY),
        (503, Verdict.RETRY),
        (None, Verdict.RETRY),
    ],
)
def test_what_an_answer_means(status: int | None, expected: Verdict) -> None:
    assert verdict(answered(status), attempts=1) is expected


def test_a_letter_that_cannot_be_built_waits_for_a_person() -> None:
    assert verdict(Answer(None, NOT_BUILT), attempts=1) is Verdict.HELD


def test_the_tenth_failure_is_the_last() -> None:
    assert verdict(answered(500), attempts=9) is Verdict.RETRY
    assert verdict(answered(500), attempts=10) is Verdict.DEAD


def test_the_ladder_of_the_contract() -> None:
    waits = [next_due(answered(500), attempts=n, now=NOW, jitter=0) - NOW for n in range(1, 10)]
    assert waits == list(LADDER)


@given(st.integers(1, 9), st.floats(0, 1))
def test_jitter_only_lengthens_and_by_a_fifth_at_most(attempts: int, jitter: float) -> None:
    wait = next_due(answered(503), attempts=attempts, now=NOW, jitter=jitter) - NOW
    assert LADDER[attempts - 1] <= wait <= LADDER[attempts - 1] * (1 + JITTER)


@given(st.integers(0, 10**12))
def test_retry_after_in_seconds_is_a_minimum(seconds: int) -> None:
    wait = next_due(answered(429, str(seconds)), attempts=1, now=NOW, jitter=0) - NOW
    assert wait == max(LADDER[0], min(timedelta(seconds=min(seconds, 10**8)), LONGEST_WISH))


def test_retry_after_as_a_date() -> None:
    later = format_datetime(NOW + timedelta(minutes=10), usegmt=True)
    assert wished_wait(later, now=NOW) == timedelta(minutes=10)


def test_retry_after_in_the_past_asks_for_nothing() -> None:
    assert wished_wait(format_datetime(NOW - timedelta(days=1), usegmt=True), now=NOW) == timedelta(0)


@given(st.one_of(st.none(), st.text()))
def test_no_retry_after_breaks_us(header: str | None) -> None:
    assert timedelta(0) <= wished_wait(header, now=NOW) <= LONGEST_WISH


@given(progresses)
def test_after_a_withdrawal_nothing_is_shown_as_waiting(progress: Progress) -> None:
    ended = progress.outcome is not None
    assert ended or state_of(progress, allowed=False) in {State.DROPPED, State.WAS_ON_ITS_WAY}


@given(progresses)
def test_dropped_is_only_said_when_nothing_can_have_arrived(progress: Progress) -> None:
    if state_of(progress, allowed=False) is State.DROPPED and progress.outcome is None:
        assert not progress.maybe_arrived
        assert not progress.in_flight


@given(st.lists(st.sampled_from(list(State)), min_size=1))
def test_she_is_told_what_has_gone_furthest(states: list[State]) -> None:
    told = furthest(states, allowed=True)
    assert told in states
    assert State.DELIVERED not in states or told is State.DELIVERED


def test_without_deliveries_it_waits_or_was_dropped() -> None:
    assert furthest([], allowed=True) is State.WAITING
    assert furthest([], allowed=False) is State.DROPPED
