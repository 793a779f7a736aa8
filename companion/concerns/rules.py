"""What a worry goes through and in which order, and the limits of what can be said and offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

COORDINATOR, CONTACT, GP = "health-coordinator", "contact", "gp"
RECEIVERS = (COORDINATOR, CONTACT)  # a note for the own doctor is printed, never sent and never kept
MOST_SENTENCES = 12  # of one message: more is a list nobody reads
LONGEST_WORDS = 1000  # letters of own words: a message, not a record
ADVICE_LINES, ADVICE_LINE = 3, 200  # lines of an advice, letters of a line: it is read standing
MOST_SLOTS = 5  # times to choose from; more is hard to choose from
SLOT_DAYS = 60  # a talk later than that is no answer to a worry
PASSED_ON_AFTER = timedelta(days=2)  # a worry taken and not answered is everybody's again
INTERPRETER_DAYS = 3  # working days more where own words need an interpreter; the municipality confirms it
MOST_HOURS = 60  # of work in a week; more is a slip of the hand
FEELINGS = ("too-much", "fine", "more")
MOST_WISHES = 30  # of one citizen: a list, not a diary
LONGEST_WISH = 120  # letters
STEPS = (
    "sent",
    "read",
    "replied",
    "talk_offered",
    "talk_chosen",
    "advised",
    "advice_seen",
    "released",
    "kept",
    "closed",
)


class Course(Protocol):
    """Anything with a moment for each step."""

    @property
    def sent_at(self) -> datetime:
        """When it was sent."""


@dataclass(frozen=True)
class Step:
    """One thing that happened to a worry."""

    name: str
    at: datetime


def steps(course: Course) -> list[Step]:
    """Everything that has happened, first things first."""
    found = [Step(name, at) for name in STEPS if (at := getattr(course, f"{name}_at")) is not None]
    return sorted(found, key=lambda step: (step.at, STEPS.index(step.name)))


def newest(course: Course) -> str:
    """The last thing that happened."""
    return steps(course)[-1].name


def advice_fits(lines: Sequence[str]) -> bool:
    """One to three lines, each short."""
    return 0 < len(lines) <= ADVICE_LINES and all(0 < len(line) <= ADVICE_LINE for line in lines)


def slots_fit(starts: Sequence[datetime], now: datetime) -> bool:
    """At most so many different times, all of them ahead and near."""
    ahead = all(now < start <= now + timedelta(days=SLOT_DAYS) for start in starts)
    return ahead and len(set(starts)) == len(starts) <= MOST_SLOTS


def monday_of(day: date) -> date:
    """The Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())
