"""A template that cannot be used: which file, which line, what is wrong and what to do about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Place = tuple[str | int, ...]  # where in the file: ("weeks", 2, "blocks", 0, "text"), lists counted from 0

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_SETTING = re.compile(r"""^\s*["']?([\w-]+)["']?\s*=""")


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a template, before the file and the line are known."""

    place: Place
    wrong: str
    remedy: str


class TemplateError(Exception):
    """A template is refused; the sentence names the file, the line where it is known, and what to do.

    `line` counts from 1 and is None when the file is missing or something is missing from it as a whole.
    """

    def __init__(self, file: Path, line: int | None, wrong: str, remedy: str) -> None:
        self.file, self.line, self.wrong, self.remedy = file, line, wrong, remedy
        where = f"{file}, line {line}" if line else str(file)
        super().__init__(f"{where}: {wrong}. {remedy}.")


def refused(file: Path, source: str, fault: Fault) -> TemplateError:
    """The error for a fault in a file whose text is `source`."""
    return TemplateError(file, line_of(source, fault.place), fault.wrong, fault.remedy)


def line_of(source: str, place: Place) -> int | None:
    """The line (from 1) of the innermost part of `place` that the file has; None if it has none of it."""
    lines = dict(reversed(list(_places(source))))
    return next((lines[place[:end]] for end in range(len(place), 0, -1) if place[:end] in lines), None)


def _places(source: str) -> Iterator[tuple[Place, int]]:
    table: Place = ()
    last: dict[Place, int] = {}
    for line, text in enumerate(source.splitlines(), 1):
        if header := _HEADER.match(text):
            table = _opened(header[2], header[1] == "[[", last)
            yield table, line
        elif setting := _SETTING.match(text):
            yield (*table, setting[1]), line


def _opened(name: str, counted: bool, last: dict[Place, int]) -> Place:
    *parents, own = (part.strip().strip("\"'") for part in name.split("."))
    table: Place = ()
    for part in parents:
        table = (*table, part)
        table = (*table, last[table]) if table in last else table
    table = (*table, own)
    if not counted:
        return table
    last[table] = last.get(table, -1) + 1
    return (*table, last[table])
