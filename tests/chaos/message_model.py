"""What the simulated weeks of messages are held against: a model of each citizen, a ledger, and a wall clock.

The model knows what each citizen said and what became of each meeting; it asks neither the rules nor the tables.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from companion.nudges.records import Message
from companion.nudges.timing import Hours
from tests.people import Somebody

DANISH = ZoneInfo("Europe/Copenhagen")
CHANGES = (3, 10)  # the months in which clocks change, on their last Sunday
MEETS = timedelta(hours=1)
WRITTEN_FOR = time(10)  # the hour of every nudge that hangs on a meeting
FAULTS = (
    "in quiet hours",
    "after a pause",
    "on a hard day",
    "after a stop",
    "after closing",
    "after a withdrawal",
    "after it was taken back",
    "after a cancellation",
    "after a move",
    "two on one day",
    "four in seven days",
    "twice on one phone",
    "in the place of another",
    "on somebody else's phone",
    "lost",
    "ended without a decision",
    "delivered and never shown",
    "given up and nobody told",
    "a change nobody was told of",
)


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
    withdrawn: set[uuid.UUID] = field(default_factory=set)  # staff who are not there for her any more
    closed: bool = False
    meetings: dict[uuid.UUID, datetime | None] = field(default_factory=dict)  # None: called off
    owners: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)  # meeting → who holds it
    would_begin: dict[uuid.UUID, datetime] = field(default_factory=dict)  # of what was called off: its news may be near
    changed: set[uuid.UUID] = field(default_factory=set)  # meetings she must have heard of
    written: dict[uuid.UUID, int | None] = field(
        default_factory=dict
    )  # nudge → days from its meeting, if it hangs on one
    taken_back: set[uuid.UUID] = field(default_factory=set)

    def still_has(self, staff: uuid.UUID | None, now: datetime) -> bool:
        """Whether this member of staff may still write: there for her, or holding a coming meeting of hers."""
        if staff not in self.withdrawn:
            return True
        held = [start for key, start in self.meetings.items() if self.owners[key] == staff]
        return any(start is not None and start + MEETS > now for start in held)


@dataclass
class Ledger:
    """Everything that is counted; `wrong` must stay zero."""

    rang: int = 0
    shown: int = 0
    kills: int = 0
    jumps: int = 0
    weeks: int = 0
    on_the_day: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(FAULTS, 0)))


def faults(she: Hers, message: Message, now: datetime) -> dict[str, bool]:
    """What is wrong with this message ringing at this Danish moment."""
    start = she.meetings.get(message.about) if message.about else None
    begins = start or (she.would_begin.get(message.about) if message.about else None)
    near = begins is not None and timedelta() <= begins - now.astimezone(UTC) <= timedelta(hours=12)  # hours that pass
    nudge, change = message.kind == "nudge", message.kind == "change"
    about_gone = message.about in she.meetings and start is None and not change
    return {
        "in quiet hours": not (change and she.at_night and near) and not is_open(she.hours, now),
        "after a pause": she.paused and not change,
        "on a hard day": she.hard_day == now.date() and nudge,
        "after a stop": nudge and bool({message.sender_id, message.topic} & she.stopped),
        "after closing": she.closed,
        "after a withdrawal": nudge and not she.still_has(message.sender_id, now),
        "after it was taken back": message.id in she.taken_back,
        "after a cancellation": about_gone or (message.topic == "evening" and not _tomorrows(she, message)),
        "after a move": start is not None and _too_early(she, message, start, now),
    }


def _too_early(she: Hers, message: Message, start: datetime, now: datetime) -> bool:
    """Whether it goes by where the meeting lay before."""
    if message.topic == "two-hours":
        return not start - timedelta(hours=2) <= now < start
    days = she.written.get(message.id)
    if days is None:
        return False
    day = start.astimezone(DANISH).date() + timedelta(days=days)
    return now < datetime.combine(day, WRITTEN_FOR, tzinfo=DANISH)


def _tomorrows(she: Hers, message: Message) -> bool:
    day = message.anchor_at.astimezone(DANISH).date() if message.anchor_at else None
    return any(start is not None and start.astimezone(DANISH).date() == day for start in she.meetings.values())


def above_caps(days: dict[uuid.UUID, set[date]]) -> Counter[str]:
    """Nudge → days on which it rang: more than one on a day, more than three in any seven days."""
    every = {day for rang in days.values() for day in rang}
    week = [{day + timedelta(days=number) for number in range(7)} for day in every]
    return Counter(
        {
            "two on one day": sum(sum(day in rang for rang in days.values()) > 1 for day in every),
            "four in seven days": sum(sum(bool(rang & seven) for rang in days.values()) > 3 for seven in week),
        }
    )


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
        ("stood on a screen", ledger.shown),
        ("worker killed", ledger.kills),
        ("clock jumped", ledger.jumps),
        *((f"rang on {name}", number) for name, number in sorted(ledger.on_the_day.items())),
        *((f"did: {name}", number) for name, number in sorted(ledger.acts.items())),
        *((f"ended: {name}", number) for name, number in sorted(ledger.ended.items())),
        *((f"wrong: {name}", number) for name, number in sorted(ledger.wrong.items())),
    ]
    return "\n".join(f"  {name:<44} {number}" for name, number in lines)
