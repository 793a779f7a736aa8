"""Worries with their answers, requests, and the citizen's own lists; whatever says something about her is sealed."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED
from companion.language.text import Text

_OPEN = text("closed_at IS NULL")
_WAITING = text("done_at IS NULL AND taken_back_at IS NULL")


class Concern(Base):
    """One worry: to whom, about what, and each step it has taken; nothing of what it says is readable here."""

    __tablename__ = "concern"
    __table_args__ = (
        Index("ix_concern_open", "receiver", "sent_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_concern_citizen_id_sent_at", "citizen_id", "sent_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # the form's own key
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    receiver: Mapped[str] = mapped_column(String(40))  # health-coordinator (a role) or contact (a person)
    visible_to: Mapped[str] = mapped_column(String(20))  # all or health
    owner_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))  # who took it
    about_kind: Mapped[str | None] = mapped_column(String(20))  # card or appointment
    about_id: Mapped[uuid.UUID | None]
    words: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    language: Mapped[str] = mapped_column(String(10))
    with_interpreter: Mapped[bool]
    caseworker_told_at: Mapped[datetime | None] = mapped_column(Moment)  # her own tick: “may know that I asked”
    sent_at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    replied_at: Mapped[datetime | None] = mapped_column(Moment)
    talk_offered_at: Mapped[datetime | None] = mapped_column(Moment)
    talk_chosen_at: Mapped[datetime | None] = mapped_column(Moment)
    advice: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    advised_at: Mapped[datetime | None] = mapped_column(Moment)
    advice_seen_at: Mapped[datetime | None] = mapped_column(Moment)
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    released_to: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("unit.id"))
    kept_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[uuid.UUID | None]


class Reply(Base):
    """What the receiver answered."""

    __tablename__ = "concern_reply"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    concern_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("concern.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    source: Mapped[str | None] = mapped_column(String(60))  # the outside system it came from, when no member of staff
    words: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    made_at: Mapped[datetime] = mapped_column(Moment)


class Slot(Base):
    """A time for a talk that the receiver offers."""

    __tablename__ = "concern_slot"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    concern_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("concern.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    minutes: Mapped[int]
    form: Mapped[str] = mapped_column(String(20))
    with_interpreter: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)  # other times were offered instead
    chosen_at: Mapped[datetime | None] = mapped_column(Moment)
    appointment_id: Mapped[uuid.UUID | None]


class Request(Base):
    """Something she would like: it carries the text she said yes to, and the receiver gets nothing else."""

    __tablename__ = "request"
    __table_args__ = (
        Index("ix_request_waiting", "receiver", "asked_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_request_citizen_id_asked_at", "citizen_id", "asked_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # the form's own key
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(40))  # measure, card, interpreter or support-at-work
    measure: Mapped[str | None] = mapped_column(String(64))
    about_id: Mapped[uuid.UUID | None]  # the card
    title: Mapped[Text] = mapped_column(JSON)
    receiver: Mapped[str] = mapped_column(String(40))
    visible_to: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    with_interpreter: Mapped[bool]
    consent_text: Mapped[str] = mapped_column(String(600))  # word for word as it stood on the page
    language: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)


class Wish(Base):
    """A job or study she would like; one that staff suggest is hers only when she says so."""

    __tablename__ = "wish"
    __table_args__ = (Index("ix_wish_citizen_id_position", "citizen_id", "position"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    words: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    position: Mapped[int]
    suggested_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)  # her own ones are accepted when they are made


class WorkplaceLine(Base):
    """One line of what her workplace may know, or what she keeps private; no page of staff shows it."""

    __tablename__ = "workplace_line"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    topic: Mapped[str] = mapped_column(String(20))  # helps or private
    words: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    made_at: Mapped[datetime] = mapped_column(Moment)


class WorkWeek(Base):
    """Hours of work in one week, and whether it was too much, fine, or could be more."""

    __tablename__ = "work_week"
    __table_args__ = (Index("uq_work_week_citizen_id_monday", "citizen_id", "monday", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    monday: Mapped[date]
    told: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    made_at: Mapped[datetime] = mapped_column(Moment)
    shown_at: Mapped[datetime | None] = mapped_column(Moment)  # this week alone


class OwnSharing(Base):
    """Her tick that her own contact may see a list of hers: since when, and until when."""

    __tablename__ = "own_sharing"
    __table_args__ = (
        Index(
            "uq_own_sharing_open",
            "citizen_id",
            "shared",
            unique=True,
            sqlite_where=text("hidden_at IS NULL"),
            postgresql_where=text("hidden_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    shared: Mapped[str] = mapped_column(String(20))  # wishes or hours
    language: Mapped[str] = mapped_column(String(10))
    shown_at: Mapped[datetime] = mapped_column(Moment)
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)
