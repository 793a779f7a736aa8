"""How many citizens one consultant can be there for, and when somebody who can be called answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count

from companion.caseload.holidays import is_working_day

CASELOAD_LIMIT = 25  # IPS: at most 25 citizens per consultant (IPS fidelity scale)
CASELOAD_WARNING = 20  # IPS: 20 or fewer scores best
LIMITED_ROLE = "ips-consultant"
REASON_LASTS = timedelta(hours=24)  # R4: a health role without a relation, with a typed reason
SHORTEST_REASON, LONGEST_REASON = 10, 300  # letters: a sentence, not a word and not a note about health


@dataclass(frozen=True)
class CallWindow:
    """When a call can be expected: on this day, between these hours (Danish wall clock)."""

    start: datetime
    end: datetime


def next_call(asked: datetime, hours_from: time, hours_to: time) -> CallWindow:
    """The first working window that still has time after `asked` (a Danish wall-clock moment)."""
    window = next(office_windows(asked, hours_from, hours_to))
    return CallWindow(max(window.start, asked), window.end)


def office_windows(asked: datetime, hours_from: time, hours_to: time) -> Iterator[CallWindow]:
    """Office hours day by day, from the first that still have time after `asked` (Danish wall clock); never ends."""
    for days in count():
        day = asked.date() + timedelta(days=days)
        start = datetime.combine(day, hours_from, tzinfo=asked.tzinfo)
        end = datetime.combine(day, hours_to, tzinfo=asked.tzinfo)
        if is_working_day(day) and asked < end:
            yield CallWindow(start, end)
