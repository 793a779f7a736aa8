"""What rooms say about the rows they hold of one citizen: how they are copied, what erasure leaves, how old they get.

Regulation (EU) 2016/679, articles 15 and 20 (own copy), 17 (erasure) and 5(1)(e) (no longer than needed).
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, Table, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from companion.foundation import clock
from companion.foundation.database import Base, reading, transaction

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Entry = dict[str, Value]
Copy = dict[str, list[Entry]]  # table → its rows about one citizen
Counts = dict[str, int]  # table → rows removed
Forget = Callable[[datetime, int], int]  # removes at most so many rows that ended before the moment; how many it were
NOT_COPIED = frozenset({"citizen_id"})  # the same in every row: she herself


class Erasure(StrEnum):
    """What becomes of the rows of one table when their citizen erases herself."""

    GOES = "goes"
    STAYS = "stays"  # only what law asks for, without a name: the room's `erase` says what


class Room(Protocol):
    """What every `own_copy.py` offers: its tables, and the three things that happen to their rows."""

    @property
    def TABLES(self) -> Mapping[str, Erasure]:  # noqa: N802 - a module constant
        """Every table of the room with a citizen in it, and what erasure does to it."""

    @property
    def FORGET(self) -> Mapping[str, Forget]:  # noqa: N802 - a module constant
        """Class of `retention.toml` → what removes its rows once they are too old."""

    def export_of(self, citizen: uuid.UUID) -> Copy:
        """All rows about this citizen, by table."""

    def erase(self, citizen: uuid.UUID) -> Counts:
        """Remove them in the open transaction, or leave what law keeps; how many rows went, by table."""


def entries(record: type[Base], *which: ColumnElement[bool], without: Sequence[str] = ()) -> list[Entry]:
    """Rows as plain values, column by column. Hashes stay out by their name, sealed columns must be named in `without`.

    Raises TypeError for a sealed column nobody opened or left out.
    """
    left_out = NOT_COPIED | set(without)
    table = cast(Table, record.__table__)
    chosen = [column for column in table.c if column.name not in left_out and not column.name.endswith("_hash")]
    with reading() as db:
        rows = db.execute(select(*chosen).where(*which).order_by(*_in_order(table))).all()
    return [{column.name: plain(value) for column, value in zip(chosen, row, strict=True)} for row in rows]


def plain(value: Any) -> Value:
    """A value as JSON has it; moments in ISO 8601 on a Danish wall clock, with its zone. Raises TypeError for bytes."""
    if isinstance(value, datetime):
        return clock.danish(value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{type(value).__name__} is not for a copy: open it, or leave it out by name")


def remove(record: type[Base], *which: ColumnElement[bool], most: int | None = None) -> int:
    """Delete rows in the open transaction (at most so many); how many it were."""
    (key,) = record.__table__.primary_key
    chosen = select(key).where(*which).limit(most)
    with transaction() as session:
        gone = session.execute(
            delete(record).where(key.in_(chosen) if most else _all(which)),
            execution_options={"synchronize_session": False},
        )
        return cast(int, getattr(gone, "rowcount", 0))


def remove_unused(record: type[Base], *which: ColumnElement[bool], most: int) -> int:
    """The same one by one, for rows that others may point at: those that somebody still points at stay."""
    (key,) = record.__table__.primary_key
    with transaction() as session:
        chosen = session.scalars(select(key).where(*which).limit(most)).all()
        return sum(_remove_one(session, record, key == one) for one in chosen)


def _remove_one(session: Session, record: type[Base], this: ColumnElement[bool]) -> int:
    try:
        with session.begin_nested():
            return remove(record, this)
    except IntegrityError:
        return 0


def _all(which: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, *rest = which
    for one in rest:
        first &= one
    return first


def _in_order(table: Table) -> list[Any]:
    """Oldest first, by the first moment or day of a row."""
    times = [column for column in table.c if column.name.endswith(("_at", "_on", "_from")) or column.name == "at"]
    return [*times[:1], *table.primary_key]
