"""The database: one engine, `transaction()` to change, `reading()` to read, and a column type for moments."""

from __future__ import annotations

import fcntl
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, DateTime, Dialect, MetaData, Table, TypeDecorator, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.dml import ReturningInsert

BUSY_MS = 10_000  # how long a writer on SQLite waits for its turn
ONE_STATE = {"isolation_level": "REPEATABLE READ"}  # PostgreSQL: a reading sees one state; SQLite always does
WAIT_FOR_TURN = text("SELECT pg_advisory_xact_lock(:about)")
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The mother of every record."""

    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused before it reaches the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: aware, in UTC (SQLite returns it naive)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """One engine and its two ways of beginning: to write (at once) and to read (deferred)."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url, pool_pre_ping=url.startswith("postgresql"))
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        file = self.engine.url.database if self.is_sqlite else None
        self._turns = Path(f"{file}-turn") if file else None
        self.writer = self.engine.execution_options(companion_writes=True)
        self.reader = self.engine.execution_options(postgresql_readonly=True, **({} if self.is_sqlite else ONE_STATE))
        if self.is_sqlite:
            event.listen(self.engine, "connect", _set_pragmas)
            event.listen(self.writer, "begin", _begin_at_once)

    def begin_reading(self, connection: Connection) -> None:
        """Open a deferred transaction on SQLite; no listener does it, because one would slow every statement."""
        if self.is_sqlite:
            connection.connection.cursor().execute("BEGIN")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """On SQLite: wait to write in the kernel, which wakes the next one at once.

        SQLite has one writer as well, but whoever finds it busy there sleeps, up to 100 ms at a time, and looks again.
        """
        if self._turns is None:
            yield
            return
        with self._turns.open("ab") as waiting:
            fcntl.flock(waiting, fcntl.LOCK_EX)
            yield

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


_writing: ContextVar[Session | None] = ContextVar("companion_writing", default=None)
_reading: ContextVar[Connection | None] = ContextVar("companion_reading", default=None)


def new_id() -> uuid.UUID:
    """A fresh, unguessable key."""
    return uuid.uuid4()


@contextmanager
def transaction() -> Iterator[Session]:
    """Change things: an inner call joins the outer one, only the outermost commits, any error undoes all.

    Raises RuntimeError inside `reading()`: what only reads cannot begin to write half-way.
    """
    outer = _writing.get()
    if outer is not None:
        yield outer
        return
    if _reading.get() is not None:
        raise RuntimeError("a reading cannot become a transaction: open the transaction first")
    database = _database()
    with Session(database.writer, expire_on_commit=False) as session, database.turn(), session.begin():
        token = _writing.set(session)
        try:
            yield session
        finally:
            _writing.reset(token)


@contextmanager
def by_itself(failed: Callable[[], None]) -> Iterator[None]:
    """Inside, one of many is done; if it fails it is undone alone, `failed` is told where it broke, the others go on.

    Raises OperationalError or InterfaceError: the database's own trouble, for which the whole round is tried again.
    """
    try:
        with transaction() as session, session.begin_nested():
            yield
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # noqa: BLE001 - whatever is wrong with one, the others are done
        failed()


def in_turn(about: uuid.UUID) -> None:
    """Inside `transaction()`: from here to its end, one at a time about this person or thing.

    What looks first and writes afterwards needs it: on PostgreSQL two may otherwise both look, then both write.
    SQLite has one writer at a time anyway.
    """
    if not _database().is_sqlite:
        with transaction() as session:
            session.execute(WAIT_FOR_TURN, {"about": int.from_bytes(about.bytes[:8], signed=True)})


def table_of(record: type[Base]) -> Table:
    """The table of a record, for plain statements that no session has to hear of."""
    return cast(Table, record.__table__)


def put_once(session: Session, record: type[Base], **values: Any) -> bool:
    """Insert a row unless its primary key is there already, in one statement; whether it was new.

    Two that look first and write afterwards may both look: here nobody looks. The caller reads what stands there.
    """
    return session.execute(_insert_once(table_of(record), _database().is_sqlite), values).first() is not None


def reading() -> AbstractContextManager[Connection]:
    """Read one consistent state; inside a transaction it reads that transaction's own state."""
    writer = _writing.get()
    if writer is not None:
        writer.flush()
        return nullcontext(writer.connection())
    outer = _reading.get()
    return _open_reading() if outer is None else nullcontext(outer)


@contextmanager
def _open_reading() -> Iterator[Connection]:
    database = _database()
    with database.reader.connect() as connection:
        database.begin_reading(connection)
        token = _reading.set(connection)
        try:
            yield connection
        finally:
            _reading.reset(token)


@cache
def _insert_once(table: Table, is_sqlite: bool) -> ReturningInsert[Any]:
    dialect: Any = sqlite if is_sqlite else postgresql
    key = list(table.primary_key.columns)
    once: ReturningInsert[Any] = dialect.insert(table).on_conflict_do_nothing(index_elements=key).returning(*key)
    return once


def _database() -> Database:
    from companion.foundation import runtime  # here, because a runtime holds a database

    return runtime.current().database


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, in `_begin_at_once` and `begin_reading`
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an answer acknowledged is an answer on disk
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_at_once(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
