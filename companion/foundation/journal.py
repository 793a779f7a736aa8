"""Facts to be told onward, written in the same transaction as what they tell of (a transactional outbox)."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Index, String, event, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from companion.foundation import clock, runtime
from companion.foundation.database import Base, Moment, new_id, reading, transaction

_WAITING = text("dispatched_at IS NULL")
_FAILED = text("failed_at IS NOT NULL")


class Fact(Base):
    """Something that happened: ids and a version, no body; the body is built when it is told."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("ix_fact_undispatched", "at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_fact_failed", "failed_at", sqlite_where=_FAILED, postgresql_where=_FAILED),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(60))
    citizen_id: Mapped[uuid.UUID]
    subject_id: Mapped[uuid.UUID]
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    dispatched_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_at: Mapped[datetime | None] = mapped_column(Moment)  # a room could not tell it: an operator looks


_OLDEST = select(Fact.at).where(Fact.dispatched_at.is_(None)).order_by(Fact.at).limit(1)


def tell(*, kind: str, citizen: uuid.UUID, subject: uuid.UUID, version: int = 1) -> None:
    """Write one fact in the open transaction; whoever tells facts onward is woken once it is committed."""
    with transaction() as session:
        session.add(Fact(kind=kind, citizen_id=citizen, subject_id=subject, version=version, at=clock.now()))
        wake_after_commit(session)


def wake_after_commit(session: Session) -> None:
    """Wake the worker when (and only when) this transaction has been committed."""
    if not session.info.get("wakes"):
        session.info["wakes"] = True
        event.listen(session, "after_commit", _wake, once=True)


def undispatched(limit: int, *, citizen: uuid.UUID | None = None) -> Sequence[Fact]:
    """The oldest facts (of one citizen) not passed on yet, locked for this transaction (skipped by other workers)."""
    waiting = select(Fact).where(Fact.dispatched_at.is_(None)).order_by(Fact.at).limit(limit)
    if citizen is not None:
        waiting = waiting.where(Fact.citizen_id == citizen)
    with transaction() as session:
        return session.scalars(waiting.with_for_update(skip_locked=True)).all()


def oldest_undispatched(db: Connection) -> datetime | None:
    """When the oldest fact nobody has passed on was written."""
    oldest: datetime | None = db.execute(_OLDEST).scalar()
    return oldest


def mark_dispatched(facts: Sequence[Fact]) -> None:
    """These facts have become deliveries in this same transaction."""
    with transaction() as session:
        ids = [fact.id for fact in facts]
        session.execute(update(Fact).where(Fact.id.in_(ids)).values(dispatched_at=clock.now()))


def mark_failed(fact: Fact) -> None:
    """A room could not tell this one: it stops no other, and waits for an operator."""
    with transaction() as session:
        session.execute(update(Fact).where(Fact.id == fact.id).values(failed_at=clock.now()))


def failed() -> int:
    """How many facts could not be told."""
    with reading() as db:
        return db.scalar(select(func.count()).select_from(Fact).where(Fact.failed_at.is_not(None))) or 0


def unmark_failed() -> Sequence[Fact]:
    """Those, oldest first, locked for this transaction, as if they had not failed: whoever asks tells them anew."""
    marked = select(Fact).where(Fact.failed_at.is_not(None)).order_by(Fact.at)
    with transaction() as session:
        found = session.scalars(marked.with_for_update(skip_locked=True)).all()
        for fact in found:
            fact.failed_at = None
        session.flush()
        return found


def _wake(_session: Session) -> None:
    runtime.current().committed()
