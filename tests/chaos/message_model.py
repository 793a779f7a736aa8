"""What the simulated weeks of messages are held against: a model of each citizen, a ledger, and a wall clock."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from companion.nudges.timing import Hours
from tests.people import Somebody

DANISH = ZoneInfo("Europe/Copenhagen")
CHANGES = (3, 10)  # the months in which clocks change, on their last Sunday


class Killed(Exception):
    """The worker is killed in mid-sending."""


@dataclass
class Hers:
    """What one citizen has said, and what she has ahead of her."""

    person: Somebody
    team: Sequence[Somebody]
    hours: Hours = field(default_factory=Hours)
    at_night: bool = False
    paused: bool = False
    hard_day: date | None = None
    stopped: set[object] = field(default_factory=set)
    closed: bool = False
    meetings: dict[uuid.UUID, datetime | None] = field(default_factory=dict)  # None: called off
    would_begin: dict[uuid.UUID, datetime] = field(default_factory=dict)  # of what was called off: its news may be near


@dataclass
class Ledger:
    """Everything that is counted; `wrong` must stay empty."""

    rang: int = 0
    kills: int = 0
    jumps: int = 0
    weeks: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)


def monday_before_a_change(after: datetime) -> date:
    """The Monday of the next week in which clocks change; half of the weeks go forward, half go back."""
    days = (after.date() + timedelta(days=number) for number in range(370))
    return next(
        day
        for day in days
        if day.weekday() == 0 and (day + timedelta(days=6)).month in CHANGES and (day + timedelta(days=13)).day <= 7
    )


def is_open(hours: Hours, now: datetime) -> bool:
    """Whether something may ring at this Danish moment, worked out without asking the rules."""
    rests = hours.rest_from is not None and hours.rest_to is not None and hours.rest_from <= now.time() < hours.rest_to
    return time(8) <= now.time() < time(20) and hours.opens <= now.time() < hours.closes and not rests


def table(ledger: Ledger) -> str:
    """The ledger as a person reads it."""
    lines = [
        ("citizen-weeks", ledger.weeks),
        ("rang", ledger.rang),
        ("worker killed", ledger.kills),
        ("clock jumped", ledger.jumps),
        *((f"did: {name}", number) for name, number in sorted(ledger.acts.items())),
        *((f"ended: {name}", number) for name, number in sorted(ledger.ended.items())),
        *((f"wrong: {name}", number) for name, number in sorted(ledger.wrong.items())),
    ]
    return "\n".join(f"  {name:<32} {number}" for name, number in lines)
