"""What tables say together, of one quarter and those frozen before it: less is shown where a small number is told.

Whoever took part at the end of the last quarter, or began since, takes part now, came to the end, or left: so at every
place of the tables `before + began >= takes part + came to the end`, one quarter after the other. And who is counted in
well-being came to the end. A hidden number that a reader's bounds hold below five is given away, also one of an earlier
quarter. Then "took part" and "came to the end" are shown by programme and by unit alone, in one sum, or not at all, and
well-being not. A quarter of which neither is shown bounds nothing, so there is always a way.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from companion.insight.bounds import AtLeast, Bounds, Place
from companion.insight.suppression import SMALLEST
from companion.insight.tables import Cell, Safe

STARTED, RUNNING, COMPLETED, WELL_BEING = "started", "running", "completed", "well-being"
TIED = (RUNNING, COMPLETED, WELL_BEING)  # what is bound by the others
ELSEWHERE = "other-units"  # whom no unit of today has: the same people only while the units are the same
Tables = Mapping[str, Safe]  # those of one circle and quarter, by key


def together(tables: Sequence[Safe], earlier: Sequence[Sequence[Safe]]) -> list[Safe]:
    """The tables of a quarter with as much shown as they and the quarters right before them, oldest first, allow."""
    shown = list(tables)
    for circle in dict.fromkeys(table.circle for table in tables):
        history = _History.of([_of_circle(one, circle) for one in earlier])
        chosen = _chosen(_of_circle(tables, circle), history)
        shown = [chosen[one.key] if one.circle == circle else one for one in shown]
    return shown


def given_away(tables: Tables, earlier: Sequence[Tables]) -> frozenset[Place]:
    """The hidden numbers, of this quarter or an earlier one, that these tables add to those held below five."""
    return _History.of(earlier).adds(tables)


def _of_circle(tables: Sequence[Safe], circle: str) -> Tables:
    return {one.key: one for one in tables if one.circle == circle}


def _chosen(known: Tables, history: "_History") -> Tables:
    """As much as possible of "took part" and "came to the end" that gives nothing away; then well-being, or not."""
    chosen: Tables = {key: _nothing(one) if key in TIED else one for key, one in known.items()}
    for tried in _choices(known, chosen):
        if not history.adds(tried):
            chosen = tried
            break
    whole = {**chosen, **{key: one for key, one in known.items() if key == WELL_BEING}}
    return chosen if history.adds(whole) else whole


def _choices(known: Tables, chosen: Tables) -> Iterator[Tables]:
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


LEVELS: tuple[Callable[[Safe], Safe], ...] = (_own, _sums, _whole, _nothing)  # all, its sums, one sum, nothing


@dataclass(frozen=True)
class _History:
    """What is frozen already, and the bounds that it leaves."""

    quarters: Sequence[Tables]
    bounds: Bounds

    @classmethod
    def of(cls, quarters: Sequence[Tables]) -> "_History":
        """From the oldest on."""
        made = cls((), Bounds())
        for one in quarters:
            made = cls([*made.quarters, one], made.with_(one))
        return made

    def adds(self, tables: Tables) -> frozenset[Place]:
        """What the next quarter gives away besides what is given away already."""
        return self.with_(tables).below(SMALLEST) - self.bounds.below(SMALLEST)

    def with_(self, tables: Tables) -> Bounds:
        """The bounds once the next quarter is known too."""
        number = len(self.quarters)
        tied = {key: tables[key] for key in (STARTED, *TIED) if key in tables}
        shown = {place: cell for key, one in tied.items() for place, cell in _numbers((number, key), one)}
        rules = [rule for key, one in tied.items() for rule in _sums_of((number, key), one)]
        flow = _flow(number, shown, self._before, tied.get(STARTED))
        return self.bounds.more(shown, [*rules, *flow, *_those_who_shared(number, shown)])

    @property
    def _before(self) -> Safe | None:
        return self.quarters[-1].get(RUNNING) if self.quarters else None


def _numbers(of: tuple[int, str], table: Safe) -> Iterator[tuple[Place, Cell]]:
    for row, cells, summed in zip(table.rows, table.cells, table.row_totals, strict=True):
        yield (*of, row.code, ""), summed
        for column, cell in zip(table.columns, cells, strict=True):
            yield (*of, row.code, column.code), cell
    for column, summed in zip(table.columns, table.column_totals, strict=True):
        yield (*of, "", column.code), summed
    yield (*of, "", ""), table.total


def _sums_of(of: tuple[int, str], table: Safe) -> Iterator[AtLeast]:
    """Well-being counts the same people twice: each half of its columns makes the whole."""
    codes, rows = [one.code for one in table.columns], [one.code for one in table.rows]
    half = len(codes) // 2 if of[1] == WELL_BEING else len(codes)
    for row in (*rows, ""):
        for part in (codes[:half], codes[half:]):
            if part:
                yield from _equal((*of, row, ""), [(*of, row, code) for code in part])
    for column in (*codes, ""):
        yield from _equal((*of, "", column), [(*of, row, column) for row in rows])


def _equal(whole: Place, parts: Sequence[Place]) -> Iterator[AtLeast]:
    yield [whole], parts
    yield parts, [whole]


def _flow(number: int, shown: Mapping[Place, Cell], before: Safe | None, started: Safe | None) -> Iterator[AtLeast]:
    """Without an earlier table nobody knows how many there were; a unit that is new had its people elsewhere."""
    if before is None or started is None:
        return
    earlier, now = ({one.code for one in table.columns} for table in (before, started))
    same = earlier & now if earlier == now else (earlier & now) - {ELSEWHERE}
    known = {(row.code, column) for row in before.rows for column in (*earlier, "")} | {
        ("", one) for one in (*earlier, "")
    }
    for row in (*(one.code for one in started.rows), ""):
        for column in (*same, ""):
            more = [(number - 1, RUNNING, row, column)] if (row, column) in known else []
            fewer = [(number, key, row, column) for key in (RUNNING, COMPLETED)]
            yield [*more, (number, STARTED, row, column)], [one for one in fewer if one in shown]


def _those_who_shared(number: int, shown: Mapping[Place, Cell]) -> Iterator[AtLeast]:
    for _number, key, row, column in shown:
        if key == WELL_BEING and not column and (number, COMPLETED, row, column) in shown:
            yield [(number, COMPLETED, row, column)], [(number, WELL_BEING, row, column)]
