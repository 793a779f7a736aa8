"""Tasks that wait for somebody; the key is the sender's, so a repeated message makes one task."""

import uuid
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment

_OPEN = text("done_at IS NULL")


class Task(Base):
    """Something a member of staff owes a citizen; no reason, no origin, no health in it.

    Wherever a wish came from (Today, the own result, a sealed item), the row is the same.
    """

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_open", "owner_id", "asked_at", sqlite_where=_OPEN, postgresql_where=_OPEN),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    with_interpreter: Mapped[bool] = mapped_column(Boolean)
    about: Mapped[uuid.UUID | None]
    visible_to: Mapped[str] = mapped_column(String(20), default="all", server_default="all")  # all, health or citizen
    asked_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)  # only of what says so to the citizen: NO_ANSWER
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by: Mapped[uuid.UUID | None]
