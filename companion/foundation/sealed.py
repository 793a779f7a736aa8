"""Which columns are sealed, as the columns themselves say, and how they come under the newest key.

Every column of bytes says in its `info` what it is: `SEALED`, or `not_sealed("why not")`. A sealed column is sealed for
its own table, row (the primary key) and field (the column's name).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, func, select, update

from companion.foundation import crypto, runtime
from companion.foundation.database import Base, reading, transaction

AT_ONCE = 200  # rows in one transaction: people do not wait for it
KEY_ID_BYTES = 4  # every sealed value begins with the id of its key
SEALED = {"sealed": True}


def not_sealed(why: str) -> dict[str, Any]:
    """For a column of bytes that is no sealed value, with the reason."""
    return {"sealed": False, "why": why}


@dataclass
class Resealed:
    """What became of one sealed column."""

    place: str
    anew: int = 0
    closed: int = 0  # values none of our keys opens


def columns() -> Sequence[Column[Any]]:
    """Every sealed column there is, in the order of the tables."""
    return [column for column in of_bytes() if column.info.get("sealed")]


def of_bytes() -> Sequence[Column[Any]]:
    """Every column of bytes, sealed or not."""
    tables = Base.metadata.sorted_tables
    return [column for table in tables for column in table.c if isinstance(column.type, LargeBinary)]


def waiting(column: Column[Any]) -> int:
    """How many values of this column lie under an older key."""
    with reading() as db:
        return db.scalar(select(func.count()).where(*_older(column))) or 0


def reseal(column: Column[Any]) -> Iterator[Resealed]:
    """Seal every value of this column with the newest key; tells after each batch how far it is.

    Stopped half-way, the same again does the rest: what is done is no longer under an older key.
    """
    told, last = Resealed(f"{column.table.name}.{column.name}"), None
    while True:
        with transaction():
            last = _batch(column, last, told)
        yield told
        if last is None:
            return


def _batch(column: Column[Any], after: Any, told: Resealed) -> Any:
    """The next rows; the last one's key, or None when there are no more."""
    row = _key(column)
    chosen = select(row, column).where(*_older(column), *([row > after] if after else [])).order_by(row).limit(AT_ONCE)
    with transaction() as session:
        found = session.execute(chosen).all()
        for key, value in found:
            place = {"table": column.table.name, "row": key, "field": column.name}
            try:
                fresh = crypto.seal(crypto.unseal(value, **place), **place)
            except crypto.NotOurs:
                told.closed += 1
                continue
            same = update(_table(column)).where(row == key, column == value)  # whoever changed it meanwhile was newer
            told.anew += session.execute(same.values({column.name: fresh})).rowcount  # type: ignore[attr-defined]
    return found[-1][0] if found else None


def _older(column: Column[Any]) -> Sequence[Any]:
    newest = bytes.fromhex(runtime.current().keys.newest("fields")[0])
    return column.is_not(None), func.substr(column, 1, KEY_ID_BYTES, type_=LargeBinary) != newest


def _key(column: Column[Any]) -> Any:
    (key,) = column.table.primary_key.columns
    return key


def _table(column: Column[Any]) -> Table:
    table = column.table
    assert isinstance(table, Table)  # noqa: S101 - every column of the metadata stands in a table
    return table
