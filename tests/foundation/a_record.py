"""A row any test of the database may write and count, made without a room."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from companion.foundation.audit import AuditLine
from companion.foundation.database import reading, transaction

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def write_line(event: str = "told", at: datetime = NOON) -> None:
    """One row, in a transaction of its own or in the open one."""
    with transaction() as session:
        session.add(AuditLine(at=at, event=event, actor_role="system"))


def lines() -> int:
    """How many rows a reader sees."""
    with reading() as db:
        return db.execute(select(func.count()).select_from(AuditLine)).scalar_one()
