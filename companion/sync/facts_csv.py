"""The third form: one line per value, for a unit that copies it into a system of its own by hand."""

import csv
import io
from collections.abc import Iterable, Sequence

from companion.sync.on_page import Shared

HEAD = (
    *("citizen", "kind", "day", "code", "value", "rater"),
    *("method", "method_version", "start", "end", "words", "yours"),
)
NIGHT_HEAD = ("delivery", "thing", "status", "key", *HEAD)  # key: of the citizen at this receiver; a system goes by it
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins like this


def night(lines: Iterable[tuple[Sequence[str], Shared]]) -> str:
    """A file of a night: before each value its delivery, the thing's name, its status, the citizen's key."""
    written = io.StringIO()
    file = csv.writer(written, delimiter=";", lineterminator="\r\n")
    file.writerow(NIGHT_HEAD)
    for told_by, one in lines:
        file.writerows([[*told_by, *cells] for cells in _cells(one)])
    return written.getvalue()


def ids(file: str) -> list[str]:
    """The deliveries that stand in a file of a night."""
    rows = csv.reader(io.StringIO(file), delimiter=";")
    return list(dict.fromkeys(row[0] for row in rows if row and row[0] != NIGHT_HEAD[0]))


def text(facts: Iterable[Shared]) -> str:
    """The whole file; codes and numbers as in every other body, and her name instead of a key."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(HEAD)
    for one in facts:
        lines.writerows(_cells(one))
    return written.getvalue()


def _cells(one: Shared) -> Iterable[list[str]]:
    told, day = one.told, one.told.on.isoformat()
    method = told.method or ("", "")
    times = [moment.isoformat() if moment else "" for moment in (told.starts_at, told.ends_at)]
    theirs = told.theirs.identifier if told.theirs else ""
    for line in told.lines:
        rater = told.rater if line.code else None  # a removal has no value, so nobody gave it
        said = (one.name, told.kind, day, line.code, line.value, rater or "")
        values = (*said, *method, *times, told.words or "", theirs)
        yield [_plain(str(value)) for value in values]


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
