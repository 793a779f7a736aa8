"""The days on which retention ran: what it removed, by class, and whether it came to its end."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id


class RetentionRun(Base):
    """One Danish day; `removed` grows in the same transaction as the rows go, so a kill loses no count."""

    __tablename__ = "retention_run"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    day: Mapped[date] = mapped_column(unique=True)
    removed: Mapped[dict[str, int]] = mapped_column(JSON)
    began_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
