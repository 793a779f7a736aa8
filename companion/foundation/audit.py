"""Who did or read what about whom: one line, written in the same transaction as the act itself."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Row, String, select
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation import clock
from companion.foundation.database import Base, Moment, new_id, reading, transaction

LATEST = 200  # lines on one page of "who has seen what"


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

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[str] = mapped_column(String(60))
    citizen_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    actor_id: Mapped[uuid.UUID | None]
    actor_role: Mapped[str] = mapped_column(String(40))
    actor_unit_id: Mapped[uuid.UUID | None]
    purpose: Mapped[str | None] = mapped_column(String(60))
    about: Mapped[uuid.UUID | None]


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
    with transaction() as session:
        session.add(
            AuditLine(
                at=clock.now(),
                event=event,
                citizen_id=citizen,
                actor_id=actor.person_id,
                actor_role=actor.role,
                actor_unit_id=unit or actor.unit_id,
                purpose=purpose,
                about=about,
            )
        )


def write_daily(*, event: str, citizens: Iterable[uuid.UUID], actor: Actor) -> None:
    """One line a day for each of these citizens: a list looked at ten times is one look a day."""
    midnight = datetime.combine(clock.today(), time(), tzinfo=clock.DANISH_TIME)
    known = select(AuditLine.citizen_id).where(
        AuditLine.event == event, AuditLine.actor_id == actor.person_id, AuditLine.at >= midnight
    )
    with transaction() as session:
        seen = set(session.scalars(known))
        for citizen in sorted(set(citizens) - seen):
            write(event=event, citizen=citizen, actor=actor)


def lines_about(citizen: uuid.UUID) -> Sequence[Row[Any]]:
    """The newest lines about one citizen, newest first, with the columns of AuditLine."""
    lines = select(AuditLine.__table__).where(AuditLine.citizen_id == citizen)
    with reading() as db:
        return db.execute(lines.order_by(AuditLine.at.desc(), AuditLine.id).limit(LATEST)).all()
