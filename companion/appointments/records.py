"""Meetings of one citizen with one member of staff; an answer is a moment, never a mark."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.language.text import Text


class Appointment(Base):
    """One meeting; `ends_at` is kept beside `minutes` so that lists need no arithmetic in the database."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_citizen_id_ends_at", "citizen_id", "ends_at"),
        Index("ix_appointment_series", "series"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(40))  # decision, agreed, offer or invitation
    track: Mapped[str] = mapped_column(String(40))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    minutes: Mapped[int]
    title: Mapped[Text] = mapped_column(JSON)
    place: Mapped[Text | None] = mapped_column(JSON(none_as_null=True))
    directions: Mapped[Text | None] = mapped_column(JSON(none_as_null=True))
    form: Mapped[str] = mapped_column(String(20))  # person, phone, video or walk
    owner_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    owner_role: Mapped[str] = mapped_column(String(40))
    interpreter_language: Mapped[str | None] = mapped_column(String(10))
    interpreter_state: Mapped[str | None] = mapped_column(String(20))  # asked or booked
    visible_to: Mapped[str] = mapped_column(String(20))  # all, health or citizen
    series: Mapped[str | None] = mapped_column(String(80))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
