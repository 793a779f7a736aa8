"""What tables say together, of one quarter and of two in a row: where that gives a small number away, less is shown.

Whoever took part at the end of the last quarter, or began since, takes part now, came to the end, or left: so at every
place of the tables `before + began >= takes part + came to the end`. And who is counted in well-being came to the end.
The bounds a reader can draw from all of it are narrowed until they stand still; a hidden number they hold below five is
given away. Then "took part" and "came to the end" are shown by programme and by unit alone, in one sum, or not at all,
and well-being not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from companion.insight.suppression import SMALLEST
from companion.insight.tables import Cell, Safe

STARTED, RUNNING, COMPLETED, WELL_BEING, BEFORE = "started", "running", "completed", "well-being", "before"
TIED = (RUNNING, COMPLETED, WELL_BEING)  # what is bound by the others
FAR = 1_000_000  # more people than any municipality has
ROUNDS = 200  # narrowing ends long before; a bound that is not narrowed to its end is only wider
Place = tuple[str, str, str]  # table, row, column; an empty word is the sum over all of them
Sum = tuple[Place, Sequence[Place]]  # a number, and what it is made of
AtLeast = tuple[Sequence[Place], Sequence[Place]]  # these together are no fewer than those


def together(tables: Sequence[Safe], before: Sequence[Safe]) -> list[Safe]:
    """The tables of a quarter with as much shown as all of them, and those of the quarter before, allow."""
    shown = list(tables)
    for circle in dict.fromkeys(table.circle for table in tables):
        known = {one.key: one for one in tables if one.circle == circle}
        earlier = next((one for one in before if (one.key, one.circle) == (RUNNING, circle)), None)
        chosen = _of_circle(known, earlier)
        shown = [chosen[one.key] if one.circle == circle else one for one in shown]
    return shown


def given_away(tables: Mapping[str, Safe], before: Safe | None) -> frozenset[Place]:
    """The hidden numbers that these tables together hold below five."""
    system = _System.of(tables, before)
    bounds = system.narrowed()
    return frozenset(place for place in system.hidden if bounds[place][1] < SMALLEST)


def _of_circle(known: Mapping[str, Safe], before: Safe | None) -> dict[str, Safe]:
    """As much as possible of "took part" and "came to the end" that gives nothing away; then well-being, or not."""
    chosen = {key: _nothing(one) if key in TIED else one for key, one in known.items()}
    for tried in _choices(known, chosen):
        if not given_away(tried, before):
            chosen = tried
            break
    whole = {**chosen, **{key: one for key, one in known.items() if key == WELL_BEING}}
    return chosen if given_away(whole, before) else whole


def _choices(known: Mapping[str, Safe], chosen: Mapping[str, Safe]) -> Iterator[dict[str, Safe]]:
    """From everything to nothing; of two that show as much, the one that keeps who came to the end."""
    steps = [(ran, done) for ran in range(len(LEVELS)) for done in range(len(LEVELS))]
    for ran, done in sorted(steps, key=lambda one: (sum(one), one[1])):
        levels = {RUNNING: LEVELS[ran], COMPLETED: LEVELS[done]}
        yield {**chosen, **{key: level(known[key]) for key, level in levels.items() if key in known}}


def _own(table: Safe) -> Safe:
    return table


def _sums(table: Safe) -> Safe:
    return replace(table, cells=[[None for _ in table.columns] for _ in table.rows])


def _whole(table: Safe) -> Safe:
    nothing = [None for _ in table.rows], [None for _ in table.columns]
    return replace(_sums(table), row_totals=nothing[0], column_totals=nothing[1])


def _nothing(table: Safe) -> Safe:
    return replace(_whole(table), total=None)


LEVELS = (_own, _sums, _whole, _nothing)  # all of a table, its sums, one sum, nothing


@dataclass(frozen=True)
class _System:
    """Every number of some tables, None where hidden, and how they hang together."""

    shown: Mapping[Place, Cell]
    sums: Sequence[Sum]
    at_least: Sequence[AtLeast]

    @classmethod
    def of(cls, tables: Mapping[str, Safe], before: Safe | None) -> "_System":
        """The tables that are tied to one another."""
        tied = {key: tables[key] for key in (STARTED, RUNNING, COMPLETED, WELL_BEING) if key in tables}
        tied |= {BEFORE: before} if before is not None else {}
        shown = {place: cell for key, one in tied.items() for place, cell in _numbers(key, one)}
        sums = [one for key, table in tied.items() for one in _sums_of(key, table)]
        return cls(shown, sums, [*_flow(shown, before), *_those_who_shared(shown)])

    @property
    def hidden(self) -> list[Place]:
        """What is not shown; of earlier tables nothing can be hidden any more."""
        return [place for place, cell in self.shown.items() if cell is None]

    def narrowed(self) -> Mapping[Place, tuple[int, int]]:
        """The least and the most each number can be."""
        low = {place: cell or 0 for place, cell in self.shown.items()}
        high = {place: FAR if cell is None else cell for place, cell in self.shown.items()}
        for _ in range(ROUNDS):
            was = (dict(low), dict(high))
            for whole, parts in self.sums:
                _narrow([whole], parts, low, high)
                _narrow(parts, [whole], low, high)
            for more, fewer in self.at_least:
                _narrow(more, fewer, low, high)
            if was == (low, high):
                break
        return {place: (low[place], high[place]) for place in self.shown}


def _narrow(more: Sequence[Place], fewer: Sequence[Place], low: dict[Place, int], high: dict[Place, int]) -> None:
    """The one side together is at least the other."""
    most, least = sum(high[one] for one in more), sum(low[one] for one in fewer)
    for one in fewer:
        high[one] = min(high[one], most - (least - low[one]))
    for one in more:
        low[one] = max(low[one], least - (most - high[one]))


def _numbers(key: str, table: Safe) -> Iterator[tuple[Place, Cell]]:
    for row, cells, summed in zip(table.rows, table.cells, table.row_totals, strict=True):
        yield (key, row.code, ""), summed
        for column, cell in zip(table.columns, cells, strict=True):
            yield (key, row.code, column.code), cell
    for column, summed in zip(table.columns, table.column_totals, strict=True):
        yield (key, "", column.code), summed
    yield (key, "", ""), table.total


def _sums_of(key: str, table: Safe) -> Iterator[Sum]:
    """Well-being counts the same people twice: each half of its columns makes the whole."""
    codes, rows = [one.code for one in table.columns], [one.code for one in table.rows]
    half = len(codes) // 2 if key == WELL_BEING else len(codes)
    for row in (*rows, ""):
        for part in (codes[:half], codes[half:]):
            if part:
                yield (key, row, ""), [(key, row, code) for code in part]
    for column in (*codes, ""):
        yield (key, "", column), [(key, row, column) for row in rows]


def _flow(shown: Mapping[Place, Cell], before: Safe | None) -> Iterator[AtLeast]:
    """Without an earlier table nobody knows how many there were."""
    if before is None:
        return
    for _key, row, column in [place for place in shown if place[0] == STARTED]:
        there = {key: (key, row, column) for key in (BEFORE, STARTED, RUNNING, COMPLETED)}
        more = [there[key] for key in (BEFORE, STARTED) if there[key] in shown]
        fewer = [there[key] for key in (RUNNING, COMPLETED) if there[key] in shown]
        yield more, fewer


def _those_who_shared(shown: Mapping[Place, Cell]) -> Iterator[AtLeast]:
    for _key, row, column in [place for place in shown if place[0] == WELL_BEING and not place[2]]:
        if (COMPLETED, row, column) in shown:
            yield [(COMPLETED, row, column)], [(WELL_BEING, row, column)]
