"""The share of citizens a unit could not reach, of those it tried: made of shown numbers, so it tells no more."""

from collections.abc import Sequence

from companion.insight.tables import Cell, Safe

REACHED, NOT_REACHED = "reached", "not-reached"


def unreachable(table: Safe) -> Sequence[Cell] | None:
    """Per cent of each row, then of all; None where one of the two numbers is hidden. None for every other table."""
    codes = [column.code for column in table.columns]
    if table.key != "reached" or REACHED not in codes or NOT_REACHED not in codes:
        return None
    yes, no = codes.index(REACHED), codes.index(NOT_REACHED)
    return [_share(cells[yes], cells[no]) for cells in (*table.cells, table.column_totals)]


def _share(reached: Cell, not_reached: Cell) -> Cell:
    """A shown number is five or more, so there is always somebody who was tried."""
    if reached is None or not_reached is None:
        return None
    return round(100 * not_reached / (reached + not_reached))
