"""Publishing a closed quarter once, and reading what is published by who may read it."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from companion.accounts.circles import circles_of
from companion.foundation import audit, clock
from companion.foundation.database import new_id, put_once, reading, transaction
from companion.foundation.errors import NotFound
from companion.insight.records import FigureTable, Publication
from companion.insight.rules import Quarter, last_closed, may_read
from companion.insight.tables import Counted, Label, Safe, safe
from companion.insight.together import together

METHOD = 4  # raised whenever the same people would give other numbers: docs/insight.md says what each one is
NAMESPACE = uuid.UUID("6c3f8d0e-4a55-4a0b-9d0b-8c3a5f1e2b71")  # a quarter has one id: two workers publish it once


@dataclass(frozen=True)
class Published:
    """A quarter as lists show it."""

    id: uuid.UUID
    begins: date
    method: int
    published_at: datetime

    @property
    def quarter(self) -> Quarter:
        """Which quarter it is."""
        return Quarter(self.begins)


@dataclass(frozen=True)
class Readable:
    """One published table and its key in an address."""

    id: uuid.UUID
    table: Safe


_PUBLICATIONS = select(Publication.id, Publication.begins, Publication.method, Publication.published_at).order_by(
    Publication.begins.desc()
)


def is_due() -> bool:
    """Whether the newest closed quarter has not been published."""
    closed = last_closed(clock.today())
    with reading() as db:
        return db.execute(select(Publication.id).where(Publication.begins == closed.begins)).first() is None


def publish(*, quarter: Quarter, tables: Sequence[Counted], actor: audit.Actor) -> bool:
    """Freeze a quarter: what is hidden is written nowhere. False when it is published already: it stays as it is."""
    made = uuid.uuid5(NAMESPACE, quarter.begins.isoformat())
    row = {"id": made, "begins": quarter.begins, "method": METHOD, "published_at": clock.now()}
    # Before the transaction: it may take a while, and nobody waits for it.
    counted = together([safe(one) for one in tables], _right_before(quarter))
    with transaction() as session:
        if not put_once(session, Publication, **row):
            return False
        for position, shown in enumerate(counted):
            kept = FigureTable(id=new_id(), publication_id=made, position=position, key=shown.key, circle=shown.circle)
            kept.body = _body(shown)
            session.add(kept)
        audit.write(event="insight.published", citizen=None, actor=actor, about=made)
    return True


def _right_before(quarter: Quarter) -> Sequence[Sequence[Safe]]:
    """The published quarters before this one, oldest first, back to the first that was not published."""
    found: list[Sequence[Safe]] = []
    while earlier := _of(quarter := quarter.before):
        found.append(earlier)
    return found[::-1]


def _of(quarter: Quarter) -> Sequence[Safe]:
    """Every table of a quarter as it was published; none when it was not."""
    query = select(FigureTable.key, FigureTable.circle, FigureTable.body).join(Publication)
    with reading() as db:
        return [_read(row) for row in db.execute(query.where(Publication.begins == quarter.begins)).all()]


def published() -> Sequence[Published]:
    """Every published quarter, newest first."""
    with reading() as db:
        return [Published(*row) for row in db.execute(_PUBLICATIONS)]


def tables_of(publication: uuid.UUID, *, role: str) -> Sequence[Readable]:
    """The tables of one quarter that this role may read. Raises NotFound for a quarter that is not published."""
    columns = (FigureTable.id, FigureTable.key, FigureTable.circle, FigureTable.body)
    query = select(*columns).where(FigureTable.publication_id == publication).order_by(FigureTable.position)
    with reading() as db:
        rows = db.execute(query).all()
    if not rows:
        raise NotFound
    circles = circles_of(role)
    return [Readable(row.id, _read(row)) for row in rows if may_read(row.key, row.circle, circles=circles)]


def table(table_id: uuid.UUID, *, role: str) -> tuple[Published, Safe]:
    """One table with its quarter. Raises NotFound, also for a table this role may not read."""
    query = select(FigureTable.key, FigureTable.circle, FigureTable.body, FigureTable.publication_id)
    with reading() as db:
        row = db.execute(query.where(FigureTable.id == table_id)).one_or_none()
        if row is None or not may_read(row.key, row.circle, circles=circles_of(role)):
            raise NotFound
        found = db.execute(_PUBLICATIONS.where(Publication.id == row.publication_id)).one()
    return Published(*found), _read(row)


def _body(shown: Safe) -> dict[str, Any]:
    told = asdict(shown)
    return {name: told[name] for name in told if name not in ("key", "circle")}


def _read(row: Any) -> Safe:
    body = dict(row.body)
    rows, columns = ([Label(**label) for label in body.pop(name)] for name in ("rows", "columns"))
    return Safe(row.key, row.circle, rows, columns, **body)
