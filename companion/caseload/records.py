"""Dated relations between a citizen and the staff around her."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import JSON, Boolean, ForeignKey, Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED
from companion.language.text import Text


class Relation(Base):
    """One member of staff is there for one citizen, from a day and perhaps until one; or 24 hours for a reason (R4)."""

    __tablename__ = "relation"
    __table_args__ = (Index("ix_relation_staff_id_ends_on", "staff_id", "ends_on"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))
    responsible: Mapped[bool] = mapped_column(Boolean)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    made_at: Mapped[datetime | None] = mapped_column(Moment)  # with a reason: when it was typed
    ends_at: Mapped[datetime | None] = mapped_column(Moment)  # with a reason: 24 hours later, to the second
    reason: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    source: Mapped[str | None] = mapped_column(String(60))  # the outside system that owns it


class Absence(Base):
    """A member of staff is away from a day until the day of being back; somebody named covers meanwhile."""

    __tablename__ = "absence"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    cover_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    starts_on: Mapped[date]
    back_on: Mapped[date]  # the first day at work again
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class DropIn(Base):
    """Every week on this weekday somebody sits at a place, and anybody may come without an appointment (S47)."""

    __tablename__ = "drop_in"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    weekday: Mapped[int]  # 0 is Monday
    opens: Mapped[time]
    closes: Mapped[time]
    place: Mapped[Text] = mapped_column(JSON)


class LoggedContact(Base):
    """One contact with a citizen as staff logged it in two taps: no note, no reason, no meeting it belongs to."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_citizen_id_at", "citizen_id", "at"),
        Index("ix_contact_staff_id_at", "staff_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))  # met, spoke, no-answer or not-today
    visible_to: Mapped[str] = mapped_column(String(20))  # all or health: the circle of whoever logged it
    at: Mapped[datetime] = mapped_column(Moment)
    next_on: Mapped[date | None]  # the day this member of staff means to try next


class QuietPlan(Base):
    """What a citizen wants done when nobody can reach her, written by herself beforehand."""

    __tablename__ = "quiet_plan"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), unique=True)
    wait_days: Mapped[int | None]
    text_once: Mapped[bool] = mapped_column(Boolean)
    leave_be: Mapped[bool] = mapped_column(Boolean)
    call: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)  # name and number of a person of hers
    written_at: Mapped[datetime] = mapped_column(Moment)
