"""The scale of progress indicators: what a value may be, when a change is named, and how two raters are compared.

Nothing is added up, nothing is averaged: each rater's value stays as it was given (Danish practice of progress
measurement: the citizen's own answer beside the worker's, one point in a dialogue).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

NAMED_CHANGE_STEPS = 1  # the texts of the steps are all there is: a change is another text
SMALLEST, LARGEST = 3, 7  # steps of a scale that can be told apart in plain words

Change = Literal["higher", "same", "lower"]
Views = Literal["same", "apart"]


@dataclass(frozen=True)
class Scale:
    """Whole steps from `lowest` to `highest`, each with a text of its own; higher is better."""

    lowest: int
    highest: int

    def holds(self, value: object) -> bool:
        """Whether this is one of the steps."""
        return type(value) is int and self.lowest <= value <= self.highest


@dataclass(frozen=True)
class Point:
    """A rater's newest value, its place in her row (0 the newest), and how it changed, if that can be told."""

    value: int
    place: int
    change: Change | None


def change(before: int, after: int) -> Change:
    """How two values of the same rater are compared in words."""
    if abs(after - before) < NAMED_CHANGE_STEPS:
        return "same"
    return "higher" if after > before else "lower"


def newest(values: Sequence[int | None]) -> Point | None:
    """What one rater says now, from her readings newest first; None is a question she skipped."""
    given = [(place, value) for place, value in enumerate(values) if value is not None]
    if not given:
        return None
    place, value = given[0]
    return Point(value, place, change(given[1][1], value) if len(given) > 1 else None)


def views(own: int | None, others: Sequence[int]) -> Views | None:
    """Whether citizen and staff see it alike; None while one of the two has said nothing."""
    if own is None or not others:
        return None
    return "same" if {own} == set(others) else "apart"
