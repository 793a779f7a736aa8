"""The third form: one line per value, for a unit that copies it into a system of its own by hand."""

import csv
import io
from collections.abc import Iterable

from companion.sync.on_page import Shared

HEAD = ("citizen", "kind", "day", "code", "value", "method", "method_version", "start", "end", "words")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins like this


def text(facts: Iterable[Shared]) -> str:
    """The whole file; codes and numbers as in every other body, and her name instead of a key."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(HEAD)
    for one in facts:
        told = one.told
        method = told.method or ("", "")
        times = [moment.isoformat() if moment else "" for moment in (told.starts_at, told.ends_at)]
        for line in told.lines:
            values = (
                one.name,
                told.kind,
                told.on.isoformat(),
                line.code,
                line.value,
                *method,
                *times,
                told.words or "",
            )
            lines.writerow([_plain(str(value)) for value in values])
    return written.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
