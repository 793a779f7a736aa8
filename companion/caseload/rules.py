"""How many citizens one consultant can be there for, and when somebody who can be called answers."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

CASELOAD_LIMIT = 25  # IPS: at most 25 citizens per consultant (IPS fidelity scale)
CASELOAD_WARNING = 20  # IPS: 20 or fewer scores best
LIMITED_ROLE = "ips-consultant"
FRIDAY = 4
REASON_LASTS = timedelta(hours=24)  # R4: a health role without a relation, with a typed reason
SHORTEST_REASON, LONGEST_REASON = 10, 300  # letters: a sentence, not a word and not a note about health


@dataclass(frozen=True)
class CallWindow:
    """When a call can be expected: on this day, between these hours (Danish wall clock)."""

    start: datetime
    end: datetime


def next_call(asked: datetime, hours_from: time, hours_to: time) -> CallWindow:
    """The first working window that still has time after `asked` (a Danish wall-clock moment)."""
    day = asked
    while True:
        start = datetime.combine(day.date(), hours_from, tzinfo=asked.tzinfo)
        end = datetime.combine(day.date(), hours_to, tzinfo=asked.tzinfo)
        if day.weekday() <= FRIDAY and asked < end:
            return CallWindow(max(start, asked), end)
        day += timedelta(days=1)
