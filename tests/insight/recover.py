"""A reader who tries to work hidden cells out of a published table: written apart from what hides them.

It knows the shown numbers, every sum and that nothing is negative. It narrows the bounds of each hidden number as far
as they go, then looks for whole tables that fit; no flow, no graph, nothing of `companion.insight.suppression`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from companion.insight.tables import Cell, Safe

FAR = 400  # more people than any table of the tests has
Sum = tuple[int, list[int]]  # number of the sum, numbers of its parts


@dataclass(frozen=True)
class Puzzle:
    """The numbers of a table in one row, None where hidden, and which of them add up to which."""

    shown: list[Cell]
    sums: list[Sum]


def puzzle(table: Safe, *, twice: bool = False) -> Puzzle:
    """The table as its reader sees it."""
    rows, columns = len(table.rows), len(table.columns)
    half = columns // 2 if twice else columns
    shown = [cell for row in table.cells for cell in row] + [*table.row_totals, *table.column_totals, table.total]
    first = rows * columns
    sums: list[Sum] = []
    for row in range(rows):
        cells = [row * columns + column for column in range(columns)]
        sums.append((first + row, cells[:half]))
        sums += [(first + row, cells[half:])] if twice else []
    down = first + rows
    sums += [(down + column, [row * columns + column for row in range(rows)]) for column in range(columns)]
    sums.append((down + columns, [first + row for row in range(rows)]))
    sums.append((down + columns, [down + column for column in range(half)]))
    sums += [(down + columns, [down + column for column in range(half, columns)])] if twice else []
    return Puzzle(shown, sums)


def could_be_five(asked: Puzzle, place: int) -> bool:
    """Whether some whole table fits in which this number is five or more."""
    low = [0 if cell is None else cell for cell in asked.shown]
    high = [FAR if cell is None else cell for cell in asked.shown]
    low[place] = max(low[place], 5)
    return _fits(asked.sums, low, high)


def _fits(sums: Sequence[Sum], low: list[int], high: list[int]) -> bool:
    if not _narrow(sums, low, high):
        return False
    open_ones = [place for place in range(len(low)) if low[place] < high[place]]
    if not open_ones:
        return True
    place = min(open_ones, key=lambda one: high[one] - low[one])
    for value in range(low[place], high[place] + 1):
        try_low, try_high = [*low], [*high]
        try_low[place] = try_high[place] = value
        if _fits(sums, try_low, try_high):
            return True
    return False


def _narrow(sums: Sequence[Sum], low: list[int], high: list[int]) -> bool:
    changed = True
    while changed:
        changed = False
        for whole, parts in sums:
            least, most = sum(low[one] for one in parts), sum(high[one] for one in parts)
            limits = [(whole, least, most)]
            limits += [(one, low[whole] - (most - high[one]), high[whole] - (least - low[one])) for one in parts]
            for one, at_least, at_most in limits:
                if at_least > low[one] or at_most < high[one]:
                    low[one], high[one] = max(low[one], at_least), min(high[one], at_most)
                    changed = True
                if low[one] > high[one]:
                    return False
    return True
