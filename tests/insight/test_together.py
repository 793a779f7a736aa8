"""Tables of one quarter, and of several in a row, give no small number away together: a solver of its own tries it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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
MOST, STEPS = 250, 300  # people in any number of these worlds; tries of the solver at one number
KEYS = ("started", "completed", "running")
Values = list[list[int]]
FEW = st.one_of(st.integers(0, 7), st.integers(5, 14))


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
def in_a_row(draw: st.DrawFn) -> list[World]:
    """One to three quarters of two programmes by one or two units: people begin, end and leave as they do."""
    columns = draw(st.integers(1, 2))
    before = [[draw(FEW) for _ in range(columns)] for _ in range(2)]
    quarters: list[World] = []
    for _ in range(draw(st.integers(1, 3))):
        quarters.append(_next(draw, quarters[-1].running if quarters else before))
    return quarters


def _next(draw: st.DrawFn, before: Values) -> World:
    """A quarter after one in which so many took part at the end; some of those who came to the end share."""
    started, completed, running = ([[0] * len(before[0]) for _ in before] for _ in KEYS)
    for row, here in enumerate(before):
        for column, were in enumerate(here):
            started[row][column] = draw(FEW)
            there = were + started[row][column]
            completed[row][column] = draw(st.integers(0, there))
            stay = there - completed[row][column]
            running[row][column] = draw(st.integers(max(0, stay - 3), stay))
    return World(before, started, completed, running, [_shared(draw, sum(row)) for row in completed])


def _shared(draw: st.DrawFn, most: int) -> list[int]:
    """Of those who came to the end, the bands before and after of some."""
    pairs = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=most, min_size=max(0, most - 4)))
    return [sum(pair[half] == band for pair in pairs) for half in (0, 1) for band in range(3)]


def _table(key: str, values: Values, *, twice: bool = False) -> Counted:
    rows, columns = ([Label(str(number)) for number in range(size)] for size in (len(values), len(values[0])))
    return Counted(key, "all", rows, columns, values, twice)


def published(quarters: Sequence[World]) -> list[list[Safe]]:
    """What is frozen, quarter by quarter; of the one before the first, who took part."""
    frozen = [[safe(_table("running", quarters[0].before))]]
    for one in quarters:
        frozen.append(together([safe(table) for table in one.tables()], frozen))
    return frozen


@dataclass(frozen=True)
class Asked:
    """All numbers in one row, sums of them, and which are together no fewer than which."""

    shown: list[int | None]
    sums: list[Sum]
    at_least: list[tuple[list[int], list[int]]]
    begins: dict[tuple[int, str], int]

    @cached_property
    def bounds(self) -> tuple[list[int], list[int]]:
        """What follows before anything is tried."""
        low = [0 if cell is None else cell for cell in self.shown]
        high = [MOST if cell is None else cell for cell in self.shown]
        assert _narrow(self, low, high), "the numbers shown disprove each other"
        return low, high


def asked(frozen: Sequence[Sequence[Safe]]) -> Asked:
    """What a reader of all quarters sees."""
    numbers: list[int | None] = []
    sums: list[Sum] = []
    begins: dict[tuple[int, str], int] = {}
    for number, table in ((number, one) for number, shown in enumerate(frozen) for one in shown):
        one, first = puzzle(table, twice=table.key == "well-being"), len(numbers)
        begins[number, table.key] = first
        numbers += one.shown
        sums += [(first + whole, [first + part for part in parts]) for whole, parts in one.sums]
    first_table = frozen[0][0]
    tied = [rule for number in range(1, len(frozen)) for rule in _tied(number, first_table, begins)]
    return Asked(numbers, sums, tied, begins)


def _tied(number: int, alike: Safe, begins: Mapping[tuple[int, str], int]) -> Iterator[tuple[list[int], list[int]]]:
    here = {key: begins[number, key] for key in (*KEYS, "well-being")}
    for at in range(len(puzzle(alike).shown)):
        there = [begins[number - 1, "running"] + at, here["started"] + at]
        yield there, [here["running"] + at, here["completed"] + at]
    rows, wide = len(alike.rows), len(alike.columns)
    for row in range(rows):
        yield [here["completed"] + rows * wide + row], [here["well-being"] + rows * 6 + row]


def could_be_five(asked: Asked, place: int) -> bool | None:
    """Whether some world fits in which this number is five or more; None when it took too long to say."""
    low, high = ([*one] for one in asked.bounds)
    low[place] = max(low[place], 5)
    if low[place] > high[place]:
        return False
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
            slack = sum(high[one] for one in more) - sum(low[one] for one in fewer)
            if slack < 0:
                return False
            for one in fewer:
                if high[one] > low[one] + slack:
                    high[one], changed = low[one] + slack, True
            for one in more:
                if low[one] < high[one] - slack:
                    low[one], changed = high[one] - slack, True
    return True


def true_numbers(world: World, key: str) -> list[int]:
    (table,) = [one for one in world.tables() if one.key == key]
    return every_number(table)


@pytest.mark.chaos
@settings(max_examples=WORLDS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(in_a_row())
def test_no_number_below_five_can_be_worked_out_of_all_tables(quarters: list[World]) -> None:
    reader = asked(published(quarters))
    true = {(0, "running"): every_number(_table("running", quarters[0].before))}
    for number, one in enumerate(quarters, 1):
        true |= {(number, key): true_numbers(one, key) for key in (*KEYS, "well-being")}
    for (number, key), begins in reader.begins.items():
        for at, value in enumerate(true[number, key]):
            place = begins + at
            assert reader.shown[place] in (None, value), "a number is shown wrong"
            if value < 5:
                assert reader.shown[place] is None, "a number below five is shown"
                told = f"{key} {at} of quarter {number} is known to be below five"
                assert could_be_five(reader, place) is not False, told


LEAK = World([[10, 20]], [[6, 20]], [[3, 20]], [[13, 20]], [[7, 8, 8, 7, 8, 8]])


def test_three_shown_tables_of_two_quarters_would_give_one_away() -> None:
    """10 took part and 6 began; 13 take part: so at most 3 came to the end. Less of "took part" is shown."""
    before = safe(_table("running", LEAK.before))
    alone = [safe(one) for one in LEAK.tables()]
    assert given_away({one.key: one for one in alone}, [{"running": before}])
    shown = {one.key: one for one in together(alone, [[before]])}
    assert not given_away(shown, [{"running": before}])
    assert shown["running"].cells == [[None, None]] and shown["started"] == alone[0]


TOLD_LATER = [
    World([[6]], [[10]], [[1]], [[13]], [[0, 1, 0, 0, 1, 0]]),
    World([[13]], [[8]], [[0]], [[20]], [[0, 0, 0, 0, 0, 0]]),
]


def test_a_later_quarter_would_tell_what_an_earlier_one_hides() -> None:
    """6 took part, 10 began, and how many took part at the end is hidden. A quarter on, 8 began and 20 take part.

    So 12 took part at that end, and at most 4 came to the end before it: nobody sees that who looks at two ends alone.
    """
    frozen = published(TOLD_LATER)
    by_two = [frozen[0]]
    for one in TOLD_LATER:
        by_two.append(together([safe(table) for table in one.tables()], by_two[-1:]))
    assert _given_away_by_the_last(by_two) and not _given_away_by_the_last(frozen)
    assert frozen[:-1] == by_two[:-1] and frozen[-1] != by_two[-1]


def _given_away_by_the_last(frozen: Sequence[Sequence[Safe]]) -> bool:
    *earlier, last = ({table.key: table for table in one} for one in frozen)
    return bool(given_away(last, earlier))


def test_who_was_written_down_late_disproves_a_bound_and_hides_nothing_for_ever() -> None:
    """20 take part though only 10 did and 6 began: then that tells of nobody, and later quarters are shown again."""
    late = World([[10]], [[6]], [[6]], [[20]], [[6, 0, 0, 6, 0, 0]])
    later = World([[20]], [[8]], [[8]], [[20]], [[8, 0, 0, 8, 0, 0]])
    (first, second) = published([late, later])[1:]
    assert [{one.key: one.total for one in shown}["running"] for shown in (first, second)] == [20, 20]


def test_a_unit_that_is_new_brings_people_who_were_elsewhere() -> None:
    """They were counted in another column: at the new unit nothing bounds them, in the sum over all units it does."""
    before = safe(Counted("running", "all", [Label("0")], [Label("other-units")], [[40]]))
    units = [Label("new"), Label("other-units")]
    now = [
        Counted(key, "all", [Label("0")], units, values)
        for key, values in (("started", [[6, 6]]), ("running", [[20, 20]]))
    ]
    tables = [*now, Counted("completed", "all", [Label("0")], units, [[7, 0]])]
    shown = {one.key: one for one in together([safe(one) for one in tables], [[before]])}
    assert shown["running"].total == 40


def test_those_who_came_to_the_end_bound_those_who_shared() -> None:
    """17 came to the end and 14 of them lie in two bands: the third band holds no five. Well-being is not shown."""
    world = World([[30], [30]], [[9], [9]], [[11], [6]], [[23], [23]], [[2, 5, 4, 5, 4, 2], [1, 3, 2, 3, 2, 1]])
    alone = {one.key: one for one in map(safe, world.tables())}
    assert not given_away({"well-being": alone["well-being"]}, []) and given_away(alone, [])
    shown = {one.key: one for one in together(list(alone.values()), [])}
    assert shown["completed"] == alone["completed"] and shown["well-being"].total is None


def test_nothing_more_is_hidden_without_need() -> None:
    world = World([[20, 20]], [[20, 20]], [[10, 10]], [[28, 28]], [[10, 5, 5, 5, 10, 5]])
    alone = [safe(one) for one in world.tables()]
    assert together(alone, [[safe(_table("running", world.before))]]) == alone


def test_the_quarter_before_counts_when_one_is_published(office: Office) -> None:
    first = [_table("running", LEAK.before)]
    service.publish(quarter=SUMMER.before, tables=first, actor=audit.WORKER)
    service.publish(quarter=SUMMER, tables=LEAK.tables(), actor=audit.WORKER)
    newest = service.published()[0]
    assert Quarter(newest.begins) == SUMMER
    running = [one.table for one in service.tables_of(newest.id, role="therapist") if one.table.key == "running"]
    assert [one.cells for one in running] == [[[None, None]]]
