"""Both engines keep moments alike; SQLite is told to be careful."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from companion.foundation.audit import AuditLine
from companion.foundation.database import Database, reading, transaction
from companion.foundation.runtime import Runtime
from tests.foundation.a_record import NOON, write_line


def kept() -> datetime:
    with reading() as db:
        return db.execute(select(AuditLine.at)).scalar_one()


def test_it_works(runtime: Runtime) -> None:
    write_line(at=NOON)
    assert (kept(), kept().tzinfo) == (NOON, UTC)


def test_a_moment_from_another_zone_comes_back_in_utc(runtime: Runtime) -> None:
    write_line(at=NOON.astimezone(timezone(timedelta(hours=5, minutes=45))))
    assert kept().isoformat() == "2026-11-22T12:00:00+00:00"


def test_microseconds_are_kept(runtime: Runtime) -> None:
    write_line(at=NOON.replace(microsecond=123456))
    assert kept().microsecond == 123456


def test_a_naive_moment_is_refused(runtime: Runtime) -> None:
    with pytest.raises(StatementError, match="a moment needs a time zone"):
        write_line(at=NOON.replace(tzinfo=None))


def test_a_naive_moment_is_refused_in_a_question_too(runtime: Runtime) -> None:
    with reading() as db, pytest.raises(StatementError, match="a moment needs a time zone"):
        db.execute(select(AuditLine.id).where(AuditLine.at > NOON.replace(tzinfo=None)))


def test_a_row_without_its_parent_is_refused(runtime: Runtime) -> None:
    orphan = "insert into role (id, person_id, role, valid_from) values (:id, :id, 'citizen', '2026-01-01')"
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(text(orphan), {"id": "0" * 31 + "1"})


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)]
)
def test_sqlite_is_careful(tmp_path: Path, pragma: str, value: object) -> None:
    """WAL, and FULL (2): an answer acknowledged is an answer on disk."""
    database = Database(f"sqlite:///{tmp_path / 'careful.db'}")
    with database.reader.connect() as db:
        assert db.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    database.close()


def test_every_connection_is_careful(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'careful.db'}")
    with database.reader.connect(), database.writer.connect() as second:
        assert second.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    database.close()
