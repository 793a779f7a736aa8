"""A table of counts with its totals, and the same table with everything hidden that could tell of a few people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from companion.insight.suppression import Edge, Node, hidden
from companion.language.text import Text

Cell = int | None  # None is hidden
Place = tuple[str, int, int]  # which number of a table: kind, row, column
TOTAL: Place = ("total", 0, 0)


@dataclass(frozen=True)
class Label:
    """What a row or column is: a code with words in the template, or a name of its own."""

    code: str
    text: Text | None = None


@dataclass(frozen=True)
class Counted:
    """A table as it was counted; `circle` says who may read it. Never stored, never shown.

    Where people are counted twice in a row, before and after, `twice` is true: the first half of the columns and the
    second half both add up to the row.
    """

    key: str
    circle: str
    rows: Sequence[Label]
    columns: Sequence[Label]
    values: Sequence[Sequence[int]]
    twice: bool = False

    @property
    def half(self) -> int:
        """How many columns add up to the total of a row."""
        return len(self.columns) // 2 if self.twice else len(self.columns)


@dataclass(frozen=True)
class Safe:
    """A table as it may be read by everybody of its circle."""

    key: str
    circle: str
    rows: Sequence[Label]
    columns: Sequence[Label]
    cells: Sequence[Sequence[Cell]]
    row_totals: Sequence[Cell]
    column_totals: Sequence[Cell]
    total: Cell


def safe(counted: Counted) -> Safe:
    """Hide every number below five, and what would give one away."""
    edges = network(counted)
    out = hidden(edges)
    shown = {place: None if place in out else edge.value for place, edge in edges.items()}
    rows, columns = range(len(counted.rows)), range(len(counted.columns))
    return Safe(
        counted.key,
        counted.circle,
        counted.rows,
        counted.columns,
        cells=[[shown["cell", row, column] for column in columns] for row in rows],
        row_totals=[shown["row", row, 0] for row in rows],
        column_totals=[shown["column", 0, column] for column in columns],
        total=shown[TOTAL],
    )


def network(counted: Counted) -> Mapping[Place, Edge]:
    """The table as a circulation: out of its rows into its columns, and round again through the total.

    Counted twice, the second half of the columns flows into the rows and the first half out of them.
    """
    edges: dict[Place, Edge] = {TOTAL: Edge("end", "start", sum(sum(row[: counted.half]) for row in counted.values))}
    for row, values in enumerate(counted.values):
        into: Node = ("into", row) if counted.twice else "start"
        edges["row", row, 0] = Edge(into, ("row", row), sum(values[: counted.half]))
        for column, value in enumerate(values):
            below = ("column", column)
            after = column >= counted.half
            edges["cell", row, column] = Edge(below, into, value) if after else Edge(("row", row), below, value)
    for column in range(len(counted.columns)):
        summed = sum(values[column] for values in counted.values)
        below = ("column", column)
        after = column >= counted.half
        edges["column", 0, column] = Edge("start", below, summed) if after else Edge(below, "end", summed)
    return edges
