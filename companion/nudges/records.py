"""Messages, their way to a phone, what a citizen has said about messages, and starts of work with contact dates."""

import uuid
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, LargeBinary, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED

_WAITS = text("ended_at IS NULL")
_UNDER_WAY = text("ended_at IS NULL AND claim_id IS NOT NULL")
_STANDS = text("ended_at IS NULL")
_NOT_KEPT = text("kept_at IS NULL")


class Message(Base):
    """One thing to tell one citizen; what it says is made when she reads it, from what is true then."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_due", "next_due", sqlite_where=_WAITS, postgresql_where=_WAITS),
        Index("ix_message_under_way", "claimed_at", sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY),
        Index("ix_message_citizen_id_shown_at", "citizen_id", "shown_at"),
        Index("ix_message_sender_id_citizen_id", "sender_id", "citizen_id"),
        Index("ix_message_about", "about"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(20))  # change, own or nudge
    topic: Mapped[str] = mapped_column(String(40))
    template: Mapped[str | None] = mapped_column(String(64))
    sender_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    sender_role: Mapped[str | None] = mapped_column(String(40))
    visible_to: Mapped[str] = mapped_column(String(20))  # all, health or citizen
    about: Mapped[uuid.UUID | None]  # a meeting or a start of work
    also: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # the other new meetings it tells of
    anchor: Mapped[str | None] = mapped_column(String(20))  # appointment, work-start or programme
    anchor_at: Mapped[datetime | None] = mapped_column(Moment)  # where the anchor lay when it was planned
    days: Mapped[int | None]  # after the anchor's day; below zero before it
    wall_clock: Mapped[time | None]
    own_words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    own_words_translated: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    own_words_language: Mapped[str | None] = mapped_column(String(10))  # of the translation
    made_at: Mapped[datetime] = mapped_column(Moment)
    planned_for: Mapped[datetime] = mapped_column(Moment)
    next_due: Mapped[datetime] = mapped_column(Moment)
    remind_at: Mapped[datetime | None] = mapped_column(Moment)  # she put it off until then: a copy comes
    repeats: Mapped[uuid.UUID | None]  # the message that she put off
    claim_id: Mapped[uuid.UUID | None]
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    decision: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    shown_at: Mapped[datetime | None] = mapped_column(Moment)  # in her inbox since
    sent_at: Mapped[datetime | None] = mapped_column(Moment)  # let through the gate; counts in the cap
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    reply: Mapped[str | None] = mapped_column(String(20))
    replied_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str | None] = mapped_column(String(20))


class MessageDelivery(Base):
    """One message on its way through one channel; its id is all that a phone is told."""

    __tablename__ = "message_delivery"
    __table_args__ = (UniqueConstraint("message_id", "channel"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("message.id"))
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str | None] = mapped_column(String(20))  # accepted, gone, refused, unknown or no-phone


class MessageChoice(Base):
    """What a citizen has said about messages; nobody else sees it."""

    __tablename__ = "message_choice"

    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    opens: Mapped[time]
    closes: Mapped[time]
    rest_from: Mapped[time | None]
    rest_to: Mapped[time | None]
    paused_at: Mapped[datetime | None] = mapped_column(Moment)
    paused_until: Mapped[datetime | None] = mapped_column(Moment)
    hard_day_until: Mapped[datetime | None] = mapped_column(Moment)
    evening: Mapped[bool] = mapped_column(Boolean)
    two_hours: Mapped[bool] = mapped_column(Boolean)
    at_night: Mapped[bool] = mapped_column(Boolean)
    receipts_since: Mapped[datetime | None] = mapped_column(Moment)
    chosen_at: Mapped[datetime] = mapped_column(Moment)


class MessageStop(Base):
    """No more messages from one person, or of one type; it stands until she ends it."""

    __tablename__ = "message_stop"
    __table_args__ = (Index("ix_message_stop_standing", "citizen_id", sqlite_where=_STANDS, postgresql_where=_STANDS),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    sender_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    topic: Mapped[str | None] = mapped_column(String(40))
    stopped_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class WorkStart(Base):
    """A job or a study begins on a day; it closes nothing."""

    __tablename__ = "work_start"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # job or study
    starts_on: Mapped[date]
    visible_to: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class ContactDate(Base):
    """A day on which somebody gets in touch after a start of work."""

    __tablename__ = "contact_date"
    __table_args__ = (
        Index(
            "ix_contact_date_owner_id_due_on", "owner_id", "due_on", sqlite_where=_NOT_KEPT, postgresql_where=_NOT_KEPT
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    start_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("work_start.id"))
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    owner_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    occasion: Mapped[str] = mapped_column(String(20))  # before, day-3, week-1 … week-4, month-2 … month-12
    due_on: Mapped[date]
    visible_to: Mapped[str] = mapped_column(String(20))
    kept_at: Mapped[datetime | None] = mapped_column(Moment)
    kept_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))


class ReminderLook(Base):
    """When the reminders of everybody's next days were laid out."""

    __tablename__ = "reminder_look"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    looked_at: Mapped[datetime] = mapped_column(Moment, index=True)


class CallNotice(Base):
    """A wish to be called that is to ring on the phone of whoever is to call: a task, and nothing of whose or whom."""

    __tablename__ = "call_notice"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    task_id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True)
    next_due: Mapped[datetime] = mapped_column(Moment, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
