"""When a meeting is, which meetings clash, and which words a meeting is made of."""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

DANISH_TIME = ZoneInfo("Europe/Copenhagen")  # meetings are made on a Danish wall clock
KINDS = ("decision", "agreed", "offer", "invitation")
DECISION = "decision"  # stands in a letter: a message in the app does not move it
FORMS = ("person", "phone", "video", "walk")
BOOKED, ASKED, NOT_FOUND = "booked", "asked", "not-found"
INTERPRETER_STATES = (ASKED, BOOKED, NOT_FOUND)
INTERPRETER_FORMS = ("person", "phone", "video")
GENDERS = ("woman", "man")
LONGEST_MINUTES = 12 * 60  # a whole day of a programme; longer is a mistyped number
MOST_SLOTS = 5  # more times to choose among are no help
TALK_MINUTES = 30  # a talk that is booked by choosing a time
MOST_IN_SERIES = 40  # once a week for nine months
LATE_MINUTES = 10
SUMMARY_LINES = 5  # what was agreed fits on one screen, in two languages
FURTHEST_DAYS = 731  # two years ahead; later is a mistyped year
FIRST, SECOND = "first", "second"  # of the two hours of the same name on the night the clocks go back


class Meeting(Protocol):
    """Anything with a beginning and an end."""

    @property
    def id(self) -> uuid.UUID:
        """Its key."""

    @property
    def starts_at(self) -> datetime:
        """First moment."""

    @property
    def ends_at(self) -> datetime:
        """First moment after it."""


M = TypeVar("M", bound=Meeting)


def at_danish_time(day: date, wall_clock: str) -> datetime:
    """The moment (UTC) of `HH:MM` in Denmark; ValueError for another form.

    An hour skipped in spring moves forward by the gap; one that comes twice in autumn means the first
    (PEP 495, fold 0).
    """
    return datetime.combine(day, time.fromisoformat(wall_clock), tzinfo=DANISH_TIME).astimezone(UTC)


def moments_of(day: date, wall_clock: str) -> list[datetime]:
    """Every moment (UTC) at which a Danish clock shows `HH:MM` on this day: one, none in spring, two in autumn.

    ValueError for another form.
    """
    shown = datetime.combine(day, time.fromisoformat(wall_clock).replace(tzinfo=None))
    both = {shown.replace(tzinfo=DANISH_TIME, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(moment for moment in both if moment.astimezone(DANISH_TIME).replace(tzinfo=None) == shown)


def days_of_series(first: date, count: int, weeks_between: int) -> list[date]:
    """The days of a row of meetings on the same weekday."""
    return [first + timedelta(weeks=number * weeks_between) for number in range(count)]


def is_late_now(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether "ten minutes late" makes sense: on the day of the meeting, until it ends."""
    same_day = starts_at.astimezone(DANISH_TIME).date() == now.astimezone(DANISH_TIME).date()
    return same_day and now < ends_at


def ends_at(starts_at: datetime, minutes: int) -> datetime:
    """The first moment after a meeting: minutes that pass, also over a clock change."""
    return starts_at.astimezone(UTC) + timedelta(minutes=minutes)


def clashes(meetings: Iterable[M]) -> list[tuple[M, M]]:
    """Every two meetings that overlap, earlier one first; one that ends when the next begins does not."""
    ordered = sorted(meetings, key=lambda meeting: (meeting.starts_at, meeting.ends_at, meeting.id))
    return [(one, other) for one, other in combinations(ordered, 2) if _overlap(one, other)]


def _overlap(one: Meeting, other: Meeting) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
