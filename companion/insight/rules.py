"""Quarters of a year, when one is closed for good, and who may read which table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 3
WAIT_DAYS = 7  # what happened on the last day is often written down a week later
PARTICIPATION = ("started", "running", "completed", "reached")  # nothing in them is about health


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months that begin on this day."""

    begins: date

    @property
    def ends(self) -> date:
        """The first day after it."""
        month = self.begins.month + MONTHS
        return date(self.begins.year + month // 13, (month - 1) % 12 + 1, 1)

    @property
    def before(self) -> "Quarter":
        """The one before it."""
        return quarter_of(self.begins - timedelta(days=1))

    @property
    def number(self) -> int:
        """1 to 4."""
        return (self.begins.month - 1) // MONTHS + 1

    @property
    def closes(self) -> date:
        """The day from which it is counted."""
        return self.ends + timedelta(days=WAIT_DAYS)


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return Quarter(date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1))


def last_closed(day: date) -> Quarter:
    """The newest quarter that is over and has waited for what comes late."""
    before = quarter_of(quarter_of(day).begins - timedelta(days=1))
    return before if before.closes <= day else quarter_of(before.begins - timedelta(days=1))


def may_read(key: str, circle: str, *, circles: Sequence[str]) -> bool:
    """Whether a reader who may see these circles of a citizen may read a table; who meets nobody, only taking part."""
    return circle in circles if circles else circle == "all" and key in PARTICIPATION
