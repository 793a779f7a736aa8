"""The bars of a chart in the units of an SVG view box; the same numbers stand in the table below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from companion.insight.tables import Cell, Label, Safe

WIDTH, STEP, LONGEST = 320, 46, 250  # one bar with its words above it; the number stands behind the longest
BY_COLUMN = ("well-being", "reached", "waiting")  # where the columns are the answer; elsewhere it is the rows


@dataclass(frozen=True)
class Bar:
    """One number: how long its bar is, and how far down it stands; a hidden number has no bar."""

    label: Label
    value: Cell
    length: int
    y: int


@dataclass(frozen=True)
class Chart:
    """Bars from top to bottom."""

    bars: Sequence[Bar]
    width: int = WIDTH

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return STEP * len(self.bars)


def chart(table: Safe) -> Chart | None:
    """The totals of a table as bars; None where all of them are hidden, because there is nothing to see."""
    by_column = table.key in BY_COLUMN
    labels = table.columns if by_column else table.rows
    values = table.column_totals if by_column else table.row_totals
    most = max((value for value in values if value is not None), default=0)
    if not most:
        return None
    bars = [
        Bar(label, value, 0 if value is None else max(1, value * LONGEST // most), STEP * number)
        for number, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    return Chart(bars)
