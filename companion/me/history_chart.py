"""Draws the line of a citizen's own numbers: where each dot stands, in the units of an SVG view box.

No band, no colour and no comparison with others. Time runs from the oldest to the newest; two dots get no line between
them, because two points are no trend. Two answers less than 14 days apart speak of the same days: a mark below joins
them, and both make one point of a trend. The words (title, description, table) are the template's.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH, HEIGHT = 320, 170
LEFT, RIGHT, TOP, BOTTOM = 34, 22, 30, 16  # room for the scale, the numbers above the dots, and half a dot
CLOSEST = 30  # between two dots, so that the numbers above them never touch
MOST = 9  # dots that fit; the table has all of them
TREND_FROM = 3  # fortnights
HIGHEST = 100


@dataclass(frozen=True)
class Number:
    """One number to draw: 0-100, when she answered, whether it was read aloud, and close to the one before it."""

    value: int
    answered_at: datetime
    is_assisted: bool = False
    is_close: bool = False


@dataclass(frozen=True)
class Dot:
    """Where one number stands."""

    x: int
    y: int
    number: Number


@dataclass(frozen=True)
class Chart:
    """The dots from the oldest to the newest; `mirrored(x)` is the same place for readers from right to left."""

    dots: Sequence[Dot]
    width: int = WIDTH
    height: int = HEIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def has_line(self) -> bool:
        """Whether the dots are joined."""
        return sum(not dot.number.is_close for dot in self.dots) >= TREND_FROM

    @property
    def close_pairs(self) -> Sequence[tuple[Dot, Dot]]:
        """Neighbours that speak of the same days."""
        return [pair for pair in itertools.pairwise(self.dots) if pair[1].number.is_close]

    def at(self, x: int, direction: str) -> int:
        """Where `x` stands for a reader in this direction (`ltr` or `rtl`)."""
        return self.width - x if direction == "rtl" else x

    def line(self, direction: str) -> str:
        """The points of the joining line."""
        return " ".join(f"{self.at(dot.x, direction)},{dot.y}" for dot in self.dots)


def chart(numbers: Sequence[Number]) -> Chart:
    """The chart of numbers, newest first as the history has them; at most the newest MOST."""
    shown = list(reversed(numbers[:MOST]))
    places = _places([one.answered_at for one in shown])
    return Chart([Dot(x, _height(one.value), one) for x, one in zip(places, shown, strict=True)])


def _places(moments: Sequence[datetime]) -> list[int]:
    """From left to right by time, never closer than the numbers need."""
    if len(moments) < 2:
        return [(LEFT + WIDTH - RIGHT) // 2 for _moment in moments]
    days = [max((later - earlier).days, 0) for earlier, later in itertools.pairwise(moments)]
    spare, total = WIDTH - LEFT - RIGHT - CLOSEST * len(days), sum(days) or 1
    places, x = [LEFT], float(LEFT)
    for gap in days:
        x += CLOSEST + spare * gap / total
        places.append(round(x))
    return places


def _height(index: int) -> int:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * index / HIGHEST)
