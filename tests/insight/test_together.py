"""Tables of one quarter, and of two in a row, give no small number away together: a solver written apart tries it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.foundation import audit
from companion.insight import service
from companion.insight.rules import Quarter
from companion.insight.tables import Counted, Label, Safe, safe
from companion.insight.together import given_away, together
from tests.insight.conftest import Office
from tests.insight.recover import Sum, puzzle
from tests.insight.test_publishing import SUMMER
from tests.insight.test_suppression import true_numbers as every_number

WORLDS = 10_000 if "ROUNDS" in os.environ else 40
MOST, STEPS = 60, 300  # people in any number of these worlds; tries of the solver at one number
KEYS = ("started", "completed", "running")
Values = list[list[int]]


@dataclass(frozen=True)
class World:
    """Programmes by units: who took part before, who began, came to the end, takes part now; and well-being."""

    before: Values
    started: Values
    completed: Values
    running: Values
    pairs: list[list[int]]  # of each programme: before and after by three bands

    def tables(self) -> list[Counted]:
        """The tables of the quarter."""
        flows = [_table(key, getattr(self, key)) for key in KEYS]
        return [*flows, _table("well-being", self.pairs, twice=True)]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Two programmes by one or two units; people begin, end and leave as they do, and some of them share."""
    columns = draw(st.integers(1, 2))
    before, started, completed, running = ([[0] * columns for _ in range(2)] for _ in range(4))
    for row in range(2):
        for column in range(columns):
            here = (before[row], started[row], completed[row], running[row])
            few = st.one_of(st.integers(0, 7), st.integers(5, 14))
            here[0][column], here[1][column] = draw(few), draw(few)
            there = here[0][column] + here[1][column]
            here[2][column] = draw(st.integers(0, there))
            here[3][column] = draw(st.integers(max(0, there - here[2][column] - 3), there - here[2][column]))
    return World(before, started, completed, running, [_shared(draw, sum(row)) for row in completed])


def _shared(draw: st.DrawFn, most: int) -> list[int]:
    """Of those who came to the end, the bands before and after of some."""
    pairs = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=most, min_size=max(0, most - 4)))
    return [sum(pair[half] == band for pair in pairs) for half in (0, 1) for band in range(3)]


def _table(key: str, values: Values, *, twice: bool = False) -> Counted:
    rows, columns = ([Label(str(number)) for number in range(size)] for size in (len(values), len(values[0])))
    return Counted(key, "all", rows, columns, values, twice)


@dataclass(frozen=True)
class Asked:
    """All numbers in one row, sums of them, and which are together no fewer than which."""

    shown: list[int | None]
    sums: list[Sum]
    at_least: list[tuple[list[int], list[int]]]
    begins: dict[str, int]


def asked(shown: Sequence[Safe], before: Safe) -> Asked:
    """What a reader of both quarters sees."""
    numbers: list[int | None] = []
    sums: list[Sum] = []
    begins: dict[str, int] = {}
    for key, table in (*((one.key, one) for one in shown), ("before", before)):
        one, first = puzzle(table, twice=key == "well-being"), len(numbers)
        begins[key] = first
        numbers += one.shown
        sums += [(first + whole, [first + part for part in parts]) for whole, parts in one.sums]
    size = len(puzzle(before).shown)
    tied = [
        ([begins["before"] + at, begins["started"] + at], [begins["running"] + at, begins["completed"] + at])
        for at in range(size)
    ]
    rows, wide = len(before.rows), len(before.columns)
    tied += [
        ([begins["completed"] + rows * wide + row], [begins["well-being"] + rows * 6 + row]) for row in range(rows)
    ]
    return Asked(numbers, sums, tied, begins)


def could_be_five(asked: Asked, place: int) -> bool | None:
    """Whether some world fits in which this number is five or more; None when it took too long to say."""
    low = [0 if cell is None else cell for cell in asked.shown]
    high = [MOST if cell is None else cell for cell in asked.shown]
    low[place] = max(low[place], 5)
    left = [STEPS]

    def fits(low: list[int], high: list[int]) -> bool:
        left[0] -= 1
        if left[0] < 0 or not _narrow(asked, low, high):
            return False
        open_ones = [one for one in range(len(low)) if low[one] < high[one]]
        if not open_ones:
            return True
        one = min(open_ones, key=lambda at: high[at] - low[at])
        for value in range(low[one], high[one] + 1):
            try_low, try_high = [*low], [*high]
            try_low[one] = try_high[one] = value
            if fits(try_low, try_high):
                return True
        return False

    found = fits(low, high)
    return None if not found and left[0] < 0 else found


def _narrow(asked: Asked, low: list[int], high: list[int]) -> bool:
    both = [*asked.at_least, *(([whole], parts) for whole, parts in asked.sums)]
    both += [(parts, [whole]) for whole, parts in asked.sums]
    changed = True
    while changed:
        changed = False
        for more, fewer in both:
            most, least = sum(high[one] for one in more), sum(low[one] for one in fewer)
            for one in fewer:
                if most - (least - low[one]) < high[one]:
                    high[one], changed = most - (least - low[one]), True
            for one in more:
                if least - (most - high[one]) > low[one]:
                    low[one], changed = least - (most - high[one]), True
            if any(low[one] > high[one] for one in (*more, *fewer)):
                return False
    return True


def true_numbers(world: World, key: str) -> list[int]:
    (table,) = [one for one in world.tables() if one.key == key]
    return every_number(table)


@pytest.mark.chaos
@settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(worlds())
def test_no_number_below_five_can_be_worked_out_of_all_tables(world: World) -> None:
    before = safe(_table("running", world.before))
    shown = together([safe(one) for one in world.tables()], [before])
    reader = asked(shown, before)
    for key in (*KEYS, "well-being"):
        for at, true in enumerate(true_numbers(world, key)):
            place = reader.begins[key] + at
            assert reader.shown[place] in (None, true), "a number is shown wrong"
            if true < 5:
                assert reader.shown[place] is None, "a number below five is shown"
                assert could_be_five(reader, place) is not False, f"{key} {at} is known to be below five"


LEAK = World([[10, 20]], [[6, 20]], [[3, 20]], [[13, 20]], [[7, 8, 8, 7, 8, 8]])


def test_three_shown_tables_of_two_quarters_would_give_one_away() -> None:
    """10 took part and 6 began; 13 take part: so at most 3 came to the end. Less of "took part" is shown."""
    before = safe(_table("running", LEAK.before))
    alone = [safe(one) for one in LEAK.tables()]
    assert given_away({one.key: one for one in alone}, before)
    shown = {one.key: one for one in together(alone, [before])}
    assert not given_away(shown, before)
    assert shown["running"].cells == [[None, None]] and shown["started"] == alone[0]


def test_those_who_came_to_the_end_bound_those_who_shared() -> None:
    """17 came to the end and 14 of them lie in two bands: the third band holds no five. Well-being is not shown."""
    world = World([[30], [30]], [[9], [9]], [[11], [6]], [[23], [23]], [[2, 5, 4, 5, 4, 2], [1, 3, 2, 3, 2, 1]])
    alone = {one.key: one for one in map(safe, world.tables())}
    assert not given_away({"well-being": alone["well-being"]}, None) and given_away(alone, None)
    shown = {one.key: one for one in together(list(alone.values()), [])}
    assert shown["completed"] == alone["completed"] and shown["well-being"].total is None


def test_nothing_more_is_hidden_without_need() -> None:
    world = World([[20, 20]], [[20, 20]], [[10, 10]], [[28, 28]], [[10, 5, 5, 5, 10, 5]])
    alone = [safe(one) for one in world.tables()]
    assert together(alone, [safe(_table("running", world.before))]) == alone


def test_the_quarter_before_counts_when_one_is_published(office: Office) -> None:
    first = [_table("running", LEAK.before)]
    service.publish(quarter=SUMMER.before, tables=first, actor=audit.WORKER)
    service.publish(quarter=SUMMER, tables=LEAK.tables(), actor=audit.WORKER)
    newest = service.published()[0]
    assert Quarter(newest.begins) == SUMMER
    running = [one.table for one in service.tables_of(newest.id, role="therapist") if one.table.key == "running"]
    assert [one.cells for one in running] == [[[None, None]]]
