"""CSV files of the same things for units without an interface: read, checked and tried before anything is kept.

A column is a field of the model; `.` goes below it (`title.da`, `letter.on`). People are named by CPR number or by key.
A fault names line and column, never what stands there (R5).
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from pydantic.fields import FieldInfo

from companion.foundation.errors import Refusal
from companion.sync import inbound_batch, inbound_changes, inbound_faults, inbound_people
from companion.sync.api_clients import KnownClient
from companion.sync.api_models import Body, PersonIn
from companion.sync.api_scopes import MOST_ITEMS
from companion.sync.inbound_batch import PEOPLE, Asking, Entry, Outcome
from companion.sync.inbound_changes import NEW, Change
from companion.sync.inbound_faults import Faulty
from companion.sync.inbound_items import Given, Kept, known
from companion.sync.inbound_kinds import KINDS

IDENTIFIER, BY_CPR = "identifier", "person.cpr"
_YES_OR_NO = {"ja": True, "yes": True, "true": True, "nej": False, "no": False, "false": False}


class FileRefused(Exception):
    """A file is refused as a whole: what is wrong with it, and what to do."""


@dataclass(frozen=True)
class Line:
    """One line of the file and what became, or would become, of it."""

    number: int
    outcome: Outcome
    change: Change

    @property
    def faults(self) -> list[str]:
        """One sentence each, with the column it is about."""
        return [f"line {self.number}{_column(one.element)}: {one.text}" for one in self.outcome.faults]


def take(client: KnownClient, kind: str, file: Path, *, dry_run: bool) -> list[Line]:
    """Keep every line, or only try it. Raises FileRefused."""
    rows = list(_rows(file, kind))
    if len(rows) > MOST_ITEMS:
        raise FileRefused(f"{len(rows)} lines are more than {MOST_ITEMS}; make several files of it")
    asking = Asking(client, client.scopes, dry_run, "")  # inside `tried`, so that lines see those before them
    with inbound_batch.tried(dry_run):
        return [Line(number, *_one(asking, kind, row)) for number, row in rows]


def _one(asking: Asking, kind: str, row: Mapping[str, str]) -> tuple[Outcome, Change]:
    if kind == PEOPLE:
        person = _body(PersonIn, row)
        change = inbound_changes.of_person(asking.client, person)
        return _told(inbound_batch.one(asking, Entry(Given(PEOPLE, "", person))), change)
    try:
        body = _body(KINDS[kind].model, row)
        if row.get(BY_CPR):
            body["person"] = _key(asking.client, row[BY_CPR])
    except Faulty as faulty:
        return Outcome(faulty.status, kind, "", faults=faulty.faults), Change()
    return _kept(asking, Given(kind, row.get(IDENTIFIER, ""), body))


def _kept(asking: Asking, given: Given) -> tuple[Outcome, Change]:
    """A file says how things are: what is kept in another version is brought up to the file."""
    before = _before(asking, given)
    outcome = inbound_batch.one(asking, Entry(replace(given, if_match=before.etag if before else None)))
    if before is None or outcome.faults:
        return _told(outcome, NEW)
    return outcome, inbound_changes.between(before.body, known(asking.client, asking.scopes, given).body)


def _before(asking: Asking, given: Given) -> Kept | None:
    try:
        return known(asking.client, asking.scopes, given)
    except Faulty:  # nothing stands there, or the line is refused and says why
        return None


def _told(outcome: Outcome, change: Change) -> tuple[Outcome, Change]:
    """What is refused changes nothing."""
    return outcome, Change() if outcome.faults else change


def _key(client: KnownClient, number: str) -> str:
    """The key of somebody this system has brought before; a file of cards enrols nobody."""
    try:
        return str(inbound_people.known_key(client, number))
    except Refusal as refusal:
        raise inbound_faults.of_refusal(refusal) from None


def _rows(file: Path, kind: str) -> Iterator[tuple[int, dict[str, str]]]:
    source = _source(file)
    first = source.partition("\n")[0]
    reader = csv.reader(io.StringIO(source), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
    columns, begins = [name.strip() for name in next(reader, [])], 2
    _check_columns(columns, kind)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(columns):
                    raise FileRefused(f"line {begins}: {len(cells)} cells under {len(columns)} columns")
                yield begins, {name: cell.strip() for name, cell in zip(columns, cells, strict=True) if cell.strip()}
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise FileRefused(f"line {begins}: this is not CSV: {fault}") from None


def _source(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused("the file is not UTF-8; save it again as UTF-8") from None


def _check_columns(columns: Sequence[str], kind: str) -> None:
    model: type[Body] = PersonIn if kind == PEOPLE else KINDS[kind].model
    extra = () if kind == PEOPLE else (IDENTIFIER, BY_CPR)
    for name in columns:
        if name not in extra and name.partition(".")[0] not in model.model_fields:
            raise FileRefused("line 1: there is a column nobody knows; see docs/integrating.md")
        if columns.count(name) > 1:
            raise FileRefused(f"line 1: the column '{name}' stands twice")
    if kind != PEOPLE and IDENTIFIER not in columns:
        raise FileRefused("line 1: the column 'identifier' is missing")


def _body(model: type[Body], row: Mapping[str, str]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for column, cell in row.items():
        if column in (IDENTIFIER, BY_CPR):
            continue
        outer, _, inner = column.partition(".")
        value = _value(model.model_fields[outer], cell)
        if inner:
            body.setdefault(outer, {})[inner] = cell
        else:
            body[outer] = value
    return body


def _value(field: FieldInfo, cell: str) -> Any:
    """Numbers and yes/no as JSON has them; what is neither goes through as text, and the model refuses it."""
    plain = {field.annotation, *get_args(field.annotation)}
    if any(one is bool or bool in get_args(one) for one in plain):
        return _YES_OR_NO.get(cell.casefold(), cell)
    if any(one is int or int in get_args(one) for one in plain) and cell.isascii() and cell.isdigit():
        return int(cell)
    return cell


def _column(element: str) -> str:
    name = element.removeprefix("/0").removeprefix("/body").strip("/").replace("/", ".")
    return f", column '{name}'" if name else ""


def faults_of(lines: Sequence[Line]) -> list[str]:
    """Every sentence about every line."""
    return [sentence for line in lines for sentence in line.faults]


__all__ = ["FileRefused", "Line", "faults_of", "take"]
