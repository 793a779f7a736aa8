"""Draws the line of a citizen's own numbers: where each dot stands, in the units of an SVG view box.

No band, no colour and no comparison with others. Time runs from the oldest to the newest; two dots get no line between
them, because two points are no trend. The words (title, description, table) are the template's.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH, HEIGHT = 320, 170
LEFT, RIGHT, TOP, BOTTOM = 34, 22, 30, 16  # room for the scale, the numbers above the dots, and half a dot
CLOSEST = 30  # between two dots, so that the numbers above them never touch
MOST = 9  # dots that fit; the table has all of them
TREND_FROM = 3  # dots
HIGHEST = 100


@dataclass(frozen=True)
class Dot:
    """One number: where it stands, its value 0-100, when she answered, and whether it was read aloud to her."""

    x: int
    y: int
    index: int
    captured_at: datetime
    is_assisted: bool


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
        return len(self.dots) >= TREND_FROM

    def at(self, x: int, direction: str) -> int:
        """Where `x` stands for a reader in this direction (`ltr` or `rtl`)."""
        return self.width - x if direction == "rtl" else x

    def line(self, direction: str) -> str:
        """The points of the joining line."""
        return " ".join(f"{self.at(dot.x, direction)},{dot.y}" for dot in self.dots)


def chart(numbers: Sequence[tuple[int, datetime, bool]]) -> Chart:
    """The chart of (index 0-100, moment, read aloud), newest first as the history has them; at most the newest MOST."""
    shown = list(reversed(numbers[:MOST]))
    places = _places([moment for _index, moment, _aloud in shown])
    dots = [
        Dot(x, _height(index), index, moment, aloud) for x, (index, moment, aloud) in zip(places, shown, strict=True)
    ]
    return Chart(dots)


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
