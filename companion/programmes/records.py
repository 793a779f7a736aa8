"""Who takes part in which programme, and for which time."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id


class Enrolment(Base):
    """One citizen in one programme from a day on; a second time is a new episode, the first one stays."""

    __tablename__ = "enrolment"
    __table_args__ = (Index("uq_enrolment_episode", "citizen_id", "programme_id", "episode", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    programme_id: Mapped[str] = mapped_column(String(64))
    template_version: Mapped[int]
    episode: Mapped[int]
    starts_on: Mapped[date]
    ended_on: Mapped[date | None]
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
