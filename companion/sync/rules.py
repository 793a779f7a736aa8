"""What an answer of a receiver means, when to try again, and what the citizen is told about it: pure rules.

Standard Webhooks 1.0 ("Delivery success and failure"): 2xx is success and everything else a failure, also
3xx (a redirect is never followed). Our contract sets apart 409 and 422 (our content is refused: a person
looks) and 404 and 410 (nobody is there: the receiver is paused). Any other failure: again, on the ladder.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from companion.foundation.retry_after import wished_wait

LADDER = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)  # the contract's waits between attempts; ten attempts in a little more than three days
JITTER = 0.2  # a wait is up to a fifth longer, so that many deliveries do not return in one wave
RESTS_AFTER = 5  # failed calls in a row: more of them bring nothing but load to somebody who is down
FIRST_REST, LONGEST_REST = timedelta(seconds=5), timedelta(minutes=10)
PROBE_WITHIN = timedelta(minutes=1)  # one letter tries whether a resting receiver is back; a call takes 35 s at most
HELD = frozenset({409, 422})
NOT_BUILT = "not-built"  # the letter could not be made: a person looks, the rest is not held up
GONE = frozenset({404, 410})


class Verdict(StrEnum):
    """What becomes of a delivery after one attempt."""

    DELIVERED = "delivered"
    HELD = "held"
    PAUSED = "paused"
    RETRY = "retry"
    DEAD = "dead"


class State(StrEnum):
    """What the citizen is told about one reading she released."""

    WAITING = "waiting"
    ON_ITS_WAY = "on-its-way"
    DELIVERED = "delivered"
    NOT_DELIVERED_YET = "not-delivered-yet"
    HELD = "held"
    DROPPED = "dropped"
    WAS_ON_ITS_WAY = "was-on-its-way"


MOST_DISCLOSED_FIRST = (
    State.DELIVERED,
    State.WAS_ON_ITS_WAY,
    State.ON_ITS_WAY,
    State.HELD,
    State.NOT_DELIVERED_YET,
    State.WAITING,
    State.DROPPED,
)  # one release may go to several receivers of a unit: she is told what has gone furthest


@dataclass(frozen=True)
class Answer:
    """What one call brought: a status, or a failure; `arrived` is None when nobody can know."""

    status: int | None
    reason: str
    retry_after: str | None = None
    arrived: bool | None = None


@dataclass(frozen=True)
class Progress:
    """How far one delivery has come, as far as the citizen is concerned."""

    outcome: str | None
    in_flight: bool
    attempts: int
    maybe_arrived: bool
    delivered_before: bool = False


def verdict(answer: Answer, *, attempts: int) -> Verdict:
    """What becomes of a delivery after its attempt number `attempts` (1 is the first)."""
    if answer.status is not None and 200 <= answer.status < 300:
        return Verdict.DELIVERED
    if answer.status in HELD or answer.reason == NOT_BUILT:
        return Verdict.HELD
    if answer.status in GONE:
        return Verdict.PAUSED
    return Verdict.RETRY if attempts <= len(LADDER) else Verdict.DEAD


def next_due(answer: Answer, *, attempts: int, now: datetime, jitter: float) -> datetime:
    """When to try again after attempt number `attempts`; `jitter` from 0 to 1; Retry-After is a minimum."""
    wait = LADDER[min(attempts, len(LADDER)) - 1] * (1 + JITTER * jitter)
    return now + max(wait, wished_wait(answer.retry_after, now=now))


def rest(failures: int) -> timedelta | None:
    """How long a receiver is left alone after so many failed calls in a row; None: not at all."""
    if failures < RESTS_AFTER:
        return None
    doubled: timedelta = FIRST_REST * 2 ** min(failures - RESTS_AFTER, 10)
    return min(doubled, LONGEST_REST)


def state_of(progress: Progress, *, allowed: bool) -> State:
    """What she is told about one delivery; `allowed`: her consent lives and she has not undone it."""
    if progress.outcome is not None:
        return _ENDED[progress.outcome]
    if progress.delivered_before:  # it is sent once more, under the same name
        return State.DELIVERED
    if progress.in_flight:
        return State.ON_ITS_WAY if allowed else State.WAS_ON_ITS_WAY
    if not allowed:
        return State.WAS_ON_ITS_WAY if progress.maybe_arrived else State.DROPPED
    return State.NOT_DELIVERED_YET if progress.attempts else State.WAITING


def furthest(states: Iterable[State], *, allowed: bool) -> State:
    """What she is told about a release with these deliveries (none yet: it is still waiting)."""
    known = set(states)
    found = next((state for state in MOST_DISCLOSED_FIRST if state in known), None)
    return found or (State.WAITING if allowed else State.DROPPED)


_ENDED = {
    "delivered": State.DELIVERED,
    "held": State.HELD,
    "dead": State.NOT_DELIVERED_YET,  # a dead letter waits for a person, and she may know
    "dropped": State.DROPPED,
    "was-on-its-way": State.WAS_ON_ITS_WAY,
}
