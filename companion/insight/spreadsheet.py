"""Tables as CSV (RFC 4180): out, for whoever calculates further; in, figures that others published."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from companion.insight.tables import Cell, Label, Safe

COLUMNS = ("what", "area", "percent", "source", "published_on")
MOST_LINES = 200  # there are 98 municipalities
HIDDEN = ""  # an empty field: nothing that a spreadsheet could take for a number
TROUBLE = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes these for the beginning of a formula


@dataclass(frozen=True)
class Words:
    """The words a table needs in the reader's language: of its labels, and of its totals."""

    label: Callable[[Label], str]
    total: str


class NotOurColumns(ValueError):
    """The first line does not name our columns, or there are too many lines, or it is no CSV in UTF-8."""


def written(table: Safe, words: Words) -> str:
    """The table with its totals; hidden cells are empty."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow(["", *(_text(words.label(column)) for column in table.columns), words.total])
    for label, cells, total in zip(table.rows, table.cells, table.row_totals, strict=True):
        rows.writerow([_text(words.label(label)), *map(_number, cells), _number(total)])
    rows.writerow([words.total, *map(_number, table.column_totals), _number(table.total)])
    return out.getvalue()


def lines(content: bytes) -> Sequence[dict[str, str]]:
    """The lines of an uploaded file. Raises NotOurColumns."""
    try:
        read = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        if tuple(read.fieldnames or ()) != COLUMNS:
            raise NotOurColumns
        found = [{name: row[name] or "" for name in COLUMNS} for row in read if None not in row]
    except (UnicodeDecodeError, csv.Error):
        raise NotOurColumns from None
    if not 0 < len(found) <= MOST_LINES:
        raise NotOurColumns
    return found


def day(typed: str) -> date | None:
    """An ISO day; None for anything else."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def _text(words: str) -> str:
    return f"'{words}" if words.startswith(TROUBLE) else words


def _number(cell: Cell) -> str:
    return HIDDEN if cell is None else str(cell)
