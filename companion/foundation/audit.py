"""Who did or read what about whom: one line, written in the same transaction as the act itself.

Every line carries a keyed digest from the start (`audit_digest`); the worker chains the digests (`audit_seals`).
"""

import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Index, Row, String, case, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation import audit_digest, clock, runtime
from companion.foundation.database import Base, Moment, new_id, reading, table_of, transaction

LATEST = 200  # lines on one page of "who has seen what"
SALT_BYTES = 16  # 128 bits: nobody tries out who an erased line was about
BLANKED = "audit.blanked"  # the record of an erasure; its purpose says how many lines and which
_UNSEALED = text("seal_number IS NULL")


@dataclass(frozen=True)
class Actor:
    """Who acts: a person in a role at a unit, or a system with a role alone."""

    person_id: uuid.UUID | None
    role: str
    unit_id: uuid.UUID | None = None


WORKER = Actor(None, "system")


class AuditLine(Base):
    """One act or read; ids and English constants only, never content."""

    __tablename__ = "audit_line"
    __table_args__ = (
        Index("ix_audit_line_unsealed", "at", sqlite_where=_UNSEALED, postgresql_where=_UNSEALED),
        Index("ix_audit_line_citizen_id_at", "citizen_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[str] = mapped_column(String(60))
    citizen_id: Mapped[uuid.UUID | None]
    actor_id: Mapped[uuid.UUID | None]
    actor_role: Mapped[str] = mapped_column(String(40))
    actor_unit_id: Mapped[uuid.UUID | None]
    purpose: Mapped[str | None] = mapped_column(String(60))
    about: Mapped[uuid.UUID | None]
    salt: Mapped[str | None] = mapped_column(String(32))  # goes with the content when it is blanked
    content_digest: Mapped[str | None] = mapped_column(String(64))
    digest: Mapped[str | None] = mapped_column(String(80))
    seal_number: Mapped[int | None] = mapped_column(index=True)
    blanked_by: Mapped[uuid.UUID | None]  # the line that records the blanking


_COLUMNS = tuple(column.key for column in table_of(AuditLine).columns)
_PUT_DOWN = insert(table_of(AuditLine))  # a plain statement: a line is written with almost every request
_SHOWN = (
    AuditLine.id,
    AuditLine.at,
    AuditLine.event,
    AuditLine.citizen_id,
    AuditLine.actor_id,
    AuditLine.actor_role,
    AuditLine.actor_unit_id,
    AuditLine.purpose,
    AuditLine.about,
)


def write(
    *,
    event: str,
    citizen: uuid.UUID | None,
    actor: Actor,
    unit: uuid.UUID | None = None,
    purpose: str | None = None,
    about: uuid.UUID | None = None,
) -> None:
    """Add one line to the open transaction; `unit` is the unit told or reading, the actor's own by default."""
    _put_down(_line(event, citizen, actor, actor_unit_id=unit or actor.unit_id, purpose=purpose, about=about))


def write_daily(*, event: str, citizens: Iterable[uuid.UUID], actor: Actor) -> None:
    """One line a day for each of these citizens: a list looked at ten times is one look a day."""
    midnight = datetime.combine(clock.today(), time(), tzinfo=clock.DANISH_TIME)
    known = select(AuditLine.citizen_id).where(
        AuditLine.event == event, AuditLine.actor_id == actor.person_id, AuditLine.at >= midnight
    )
    with transaction() as session:
        seen = set(session.scalars(known))
        unseen = sorted(set(citizens) - seen)
        _put_down(*(_line(event, citizen, actor, actor_unit_id=actor.unit_id) for citizen in unseen))


def lines_about(
    citizen: uuid.UUID,
    *,
    before: datetime | None = None,
    since: datetime | None = None,
    limit: int | None = LATEST,
) -> Sequence[Row[Any]]:
    """The newest lines about one citizen between two moments, newest first: who, when, what and for which purpose."""
    lines: Any = select(*_SHOWN).where(AuditLine.citizen_id == citizen)
    lines = lines if before is None else lines.where(AuditLine.at < before)
    lines = lines if since is None else lines.where(AuditLine.at >= since)
    with reading() as db:
        return db.execute(lines.order_by(AuditLine.at.desc(), AuditLine.id).limit(limit)).all()


def blank(*, citizen: uuid.UUID) -> int:
    """Erase from the audit whom its lines are about, if it is this citizen; how many lines it were.

    The digests stay, so the chain still verifies. One line records how many and which: a line that somebody else
    blanks is not in any record, and `companion doctor` finds it.
    """
    own = AuditLine.actor_role.in_(audit_digest.OWN_ROLES)
    mine = AuditLine.citizen_id.is_(None) & own & (AuditLine.actor_id == citizen)
    return _blank((AuditLine.citizen_id == citizen) | mine)


def blank_old(*, before: datetime, most: int) -> int:
    """The same for lines written before a moment, oldest first, at most so many; records of blankings stay."""
    old = (AuditLine.at < before, AuditLine.blanked_by.is_(None), AuditLine.event != BLANKED)
    return _blank(AuditLine.id.in_(select(AuditLine.id).where(*old).order_by(AuditLine.at).limit(most)))


def _blank(which: ColumnElement[bool]) -> int:
    own = AuditLine.actor_role.in_(audit_digest.OWN_ROLES)
    record = AuditLine(id=new_id(), at=clock.now(), event=BLANKED, actor_role=WORKER.role)
    blanking = (
        update(AuditLine)
        .where(which)
        .values(
            citizen_id=None,
            actor_id=case((own, None), else_=AuditLine.actor_id),
            purpose=None,
            about=None,
            salt=None,
            blanked_by=record.id,
        )
    )
    with transaction() as session:
        gone = session.scalars(blanking.returning(AuditLine.id), execution_options={"synchronize_session": False}).all()
        if gone:
            record.purpose = audit_digest.blanking(gone)
            _put_down(record)
    return len(gone)


def take_digest(line: AuditLine) -> None:
    """Give a line that has none its salt and digests, under the newest key."""
    line.salt = secrets.token_hex(SALT_BYTES)
    line.content_digest = audit_digest.content_digest(line)
    line.digest = audit_digest.digest(line, runtime.current().keys.newest("audit"))


def _line(event: str, citizen: uuid.UUID | None, actor: Actor, **told: Any) -> AuditLine:
    line = AuditLine(id=new_id(), at=clock.now(), event=event, citizen_id=citizen, **told)
    line.actor_id, line.actor_role = actor.person_id, actor.role
    return line


def _put_down(*lines: AuditLine) -> None:
    for line in lines:
        take_digest(line)
    rows = [{name: getattr(line, name) for name in _COLUMNS} for line in lines]
    if rows:
        with transaction() as session:
            session.execute(_PUT_DOWN, rows)
