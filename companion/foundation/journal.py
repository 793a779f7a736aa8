"""Facts to be told onward, written in the same transaction as what they tell of (a transactional outbox)."""

import logging
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, Index, String, event, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from companion.foundation import clock, runtime
from companion.foundation.database import Base, Moment, by_itself, new_id, reading, transaction

_WAITING = text("dispatched_at IS NULL")
_FAILED = text("failed_at IS NOT NULL")
_log = logging.getLogger("companion.journal")


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


class AnyFact(Protocol):
    """One fact, as whoever passes it on sees it."""

    @property
    def id(self) -> uuid.UUID:
        """Its key."""

    @property
    def kind(self) -> str:
        """What happened."""

    @property
    def citizen_id(self) -> uuid.UUID:
        """Whom it concerns."""

    @property
    def subject_id(self) -> uuid.UUID:
        """What it is about."""


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


def has_news(fact: Fact, kinds: Iterable[str]) -> bool:
    """Whether something newer of these kinds was told of the same thing: then this need not be told anew."""
    newer = select(Fact.id).where(Fact.subject_id == fact.subject_id, Fact.at > fact.at, Fact.kind.in_(kinds))
    with reading() as db:
        return db.execute(newer.limit(1)).first() is not None


def oldest_undispatched(db: Connection) -> datetime | None:
    """When the oldest fact nobody has passed on was written."""
    oldest: datetime | None = db.execute(_OLDEST).scalar()
    return oldest


def mark_dispatched(facts: Sequence[Fact]) -> None:
    """These facts have become deliveries in this same transaction."""
    with transaction() as session:
        ids = [fact.id for fact in facts]
        session.execute(update(Fact).where(Fact.id.in_(ids)).values(dispatched_at=clock.now()))


@contextmanager
def by_themselves(facts: Sequence[AnyFact]) -> Iterator[None]:
    """Inside, these facts are passed on; if that fails it is undone, they are marked for an operator, others go on.

    Raises OperationalError or InterfaceError: the database's own trouble, for which the whole round is tried again.
    """

    def put_aside() -> None:
        for fact in facts:
            _log.exception("fact %s (%s) cannot be passed on", fact.id, fact.kind)
        _mark_failed(facts)

    with by_itself(put_aside):
        yield


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


def _mark_failed(facts: Sequence[AnyFact]) -> None:
    """Whatever room could not tell them: they wait for an operator."""
    with transaction() as session:
        ids = [fact.id for fact in facts]
        session.execute(update(Fact).where(Fact.id.in_(ids)).values(failed_at=clock.now()))


def _wake(_session: Session) -> None:
    runtime.current().committed()
