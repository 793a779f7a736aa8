"""Meetings of one citizen, held by one member of staff, with whoever comes; an answer is a moment, never a mark."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED
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
    interpreter_state: Mapped[str | None] = mapped_column(String(20))  # asked, booked or not-found
    visible_to: Mapped[str] = mapped_column(String(20))  # all, health or citizen
    series: Mapped[str | None] = mapped_column(String(80))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    meeting_kind: Mapped[str | None] = mapped_column(String(40))  # a key of kinds.toml; older meetings have none
    version: Mapped[int] = mapped_column(default=1, server_default="1")  # rises with each change of time, place or text
    letter_date: Mapped[date | None]
    letter_reference: Mapped[str | None] = mapped_column(String(80))
    interpreter_dialect: Mapped[str | None] = mapped_column(String(60))
    interpreter_gender: Mapped[str | None] = mapped_column(String(10))  # woman or man; None is anybody
    interpreter_form: Mapped[str | None] = mapped_column(String(10))  # person, phone or video
    moved_from: Mapped[datetime | None] = mapped_column(Moment)  # the last time it had before this one
    moved_at: Mapped[datetime | None] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)  # whoever holds it has read "I cannot come"
    upheld_at: Mapped[datetime | None] = mapped_column(Moment)  # ... and has answered: you must still come
    late_at: Mapped[datetime | None] = mapped_column(Moment)  # staff said that they are late
    late_minutes: Mapped[int | None]
    own_late_at: Mapped[datetime | None] = mapped_column(Moment)  # the citizen said so
    held_at: Mapped[datetime | None] = mapped_column(Moment)  # decisions only (R3)
    missed_at: Mapped[datetime | None] = mapped_column(Moment)  # decisions only (R3)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_by: Mapped[uuid.UUID | None]  # who did; none for an outside system
    source: Mapped[str | None] = mapped_column(String(60))  # the outside system that owns it


class AppointmentPerson(Base):
    """Somebody else who comes: a member of staff, or a person outside by the words of her role ("own GP")."""

    __tablename__ = "appointment_person"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    appointment_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("appointment.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    staff_role: Mapped[str | None] = mapped_column(String(40))
    who: Mapped[bytes | None] = mapped_column(info=SEALED)


class AppointmentLine(Base):
    """One line somebody wrote about a meeting: what to bring, a question, a point, what was agreed, a message."""

    __tablename__ = "appointment_line"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    appointment_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("appointment.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # bring, question, point, summary, message or not-interpreter
    position: Mapped[int]
    words: Mapped[bytes] = mapped_column(info=SEALED)  # a Text
    language: Mapped[str] = mapped_column(String(10))  # in which it was written first
    written_by: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    written_role: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[datetime] = mapped_column(Moment)


class AppointmentSlot(Base):
    """A time that staff offer: instead of a meeting's, or for a talk that is a meeting only once she chooses it."""

    __tablename__ = "appointment_slot"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    appointment_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("appointment.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(Moment)
    form: Mapped[str | None] = mapped_column(String(20))  # of a talk; None: as the meeting is
    offered_by: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    offered_at: Mapped[datetime] = mapped_column(Moment)
    chosen_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class AppointmentMove(Base):
    """A meeting was moved: from when to when, and by whom."""

    __tablename__ = "appointment_move"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    appointment_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("appointment.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    moved_from: Mapped[datetime] = mapped_column(Moment)
    moved_to: Mapped[datetime] = mapped_column(Moment)
    moved_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    moved_at: Mapped[datetime] = mapped_column(Moment)


class AppointmentSummary(Base):
    """What was agreed at a meeting; it counts only once the citizen has said so herself."""

    __tablename__ = "appointment_summary"

    appointment_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("appointment.id"), primary_key=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    written_by: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(Moment)
    teach_back: Mapped[str | None] = mapped_column(String(20))  # understood or again; hers alone
    agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    agreed_language: Mapped[str | None] = mapped_column(String(10))
    with_interpreter: Mapped[bool | None]


class CalendarFeed(Base):
    """A calendar that reads along by a key of 128 bits; only its hash is kept. At most one is open."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        Index(
            "uq_calendar_feed_open",
            "citizen_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    shows_more: Mapped[bool]  # the title too; off unless she ticks it
    made_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class StaffEntry(Base):
    """Something in the calendar of a unit that has nothing to do with any citizen (S48): there is no field for one."""

    __tablename__ = "staff_entry"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # sparring, knowledge or other
    title: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
