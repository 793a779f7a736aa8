"""No cell below five can be worked out: an independent solver tries it (10,000 tables in `make chaos`)."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.insight.tables import Counted, Label, Safe, network, safe
from tests.insight.recover import could_be_five, puzzle

TABLES = 10_000 if "ROUNDS" in os.environ else 50
small_first = st.one_of(st.integers(0, 8), st.integers(0, 40))


@st.composite
def tables(draw: st.DrawFn) -> Counted:
    """Up to four rows and four columns, or before and after by three bands, the same people in both."""
    rows = draw(st.integers(1, 4))
    if draw(st.booleans()):
        columns = draw(st.integers(1, 4))
        return crossed([[draw(small_first) for _column in range(columns)] for _row in range(rows)])
    pairs = [[[draw(st.integers(0, 6)) for _after in range(3)] for _before in range(3)] for _row in range(rows)]
    before = [[sum(one) for one in row] for row in pairs]
    after = [[sum(one[band] for one in row) for band in range(3)] for row in pairs]
    return crossed([a + b for a, b in zip(before, after, strict=True)], twice=True)


def crossed(values: list[list[int]], *, twice: bool = False) -> Counted:
    rows, columns = ([Label(str(number)) for number in range(size)] for size in (len(values), len(values[0])))
    return Counted("started", "all", rows, columns, values, twice)


def true_numbers(counted: Counted) -> list[int]:
    """Every number of the table, in the order of the puzzle."""
    edges = network(counted)
    rows, columns = range(len(counted.rows)), range(len(counted.columns))
    cells = [edges["cell", row, column].value for row in rows for column in columns]
    sums = [edges["row", row, 0].value for row in rows] + [edges["column", 0, column].value for column in columns]
    return [*cells, *sums, edges["total", 0, 0].value]


@pytest.mark.chaos
@settings(max_examples=TABLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(tables())
def test_no_number_below_five_can_be_worked_out(counted: Counted) -> None:
    asked = puzzle(safe(counted), twice=counted.twice)
    for place, true in enumerate(true_numbers(counted)):
        if true < 5:
            assert asked.shown[place] is None, "a number below five is shown"
            assert could_be_five(asked, place), f"number {place} is known to be below five"
        else:
            assert asked.shown[place] in (None, true), "a number is shown wrong"


def test_a_single_small_cell_takes_three_others_along() -> None:
    shown = safe(crossed([[3, 20, 20], [20, 9, 20], [20, 20, 20]]))
    gone = sum(cell is None for row in shown.cells for cell in row)
    assert (shown.cells[0][0], gone, shown.total) == (None, 4, 152)


def test_nothing_is_hidden_without_need() -> None:
    shown = safe(crossed([[5, 6], [7, 8]]))
    assert (shown.cells, shown.row_totals, shown.column_totals, shown.total) == (
        [[5, 6], [7, 8]],
        [11, 15],
        [12, 14],
        26,
    )


def test_a_table_of_a_few_people_is_all_hidden() -> None:
    shown = safe(crossed([[1, 0], [0, 2]]))
    assert {cell for row in shown.cells for cell in row} | {shown.total} == {None}


def test_the_reader_who_tries_sees_a_leak() -> None:
    """Hiding small cells alone leaves them recoverable: 11 − 9 = 2, and the solver says so."""
    leak = Safe("x", "all", [Label("a")], [Label("b"), Label("c")], [[9, None]], [11], [9, None], 11)
    asked = puzzle(leak)
    assert not could_be_five(asked, 1) and could_be_five(puzzle(safe(crossed([[9, 2]]))), 1)


def test_before_and_after_are_bound_by_the_same_people() -> None:
    """The total of a row shown in one half would give away the hidden cell of the other half."""
    counted = crossed([[10, 10, 10, 12, 12, 6], [10, 10, 10, 3, 14, 13]], twice=True)
    asked = puzzle(safe(counted), twice=True)
    assert all(could_be_five(asked, place) for place, true in enumerate(true_numbers(counted)) if true < 5)
