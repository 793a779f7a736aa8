"""Invitations to check in, what was answered, and which unofficial wordings the municipality switched on."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED
from companion.language.text import Text


class Invitation(Base):
    """From this day the citizen may check in; unanswered, put off or declined it says nothing to anybody."""

    __tablename__ = "check_in_invitation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    instrument: Mapped[str] = mapped_column(String(20))
    occasion: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date]
    postponed_to: Mapped[date | None]
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    talk: Mapped[Text | None] = mapped_column(JSON)  # used for screening: the talk that comes with the invitation
    talk_staff_id: Mapped[uuid.UUID | None] = mapped_column(
        Uuid, ForeignKey("person.id")
    )  # None: whoever is responsible
    answered_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("reading.id"))


class Reading(Base):
    """One whole answer; its id is the key the phone gave it, the answers lie sealed."""

    __tablename__ = "reading"
    __table_args__ = (Index("ix_reading_citizen_id_received_at", "citizen_id", "received_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    instrument: Mapped[str] = mapped_column(String(20))
    instrument_version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    answers: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    content_hash: Mapped[str] = mapped_column(String(64))  # keyed: tells a replay from another answer
    captured_at: Mapped[datetime] = mapped_column(Moment)  # what the phone's clock said
    offset_minutes: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)  # when the citizen saw her own result
    read_aloud_in: Mapped[str | None] = mapped_column(
        String(10)
    )  # assisted: an interpreter read the text in this language
    reader_name: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)  # and who it was, as she told us


class WordingSwitch(Base):
    """The municipality has deliberately switched on one unofficial wording, word for word."""

    __tablename__ = "wording_switch"
    __table_args__ = (Index("uq_wording_switch", "instrument", "language", "digest", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    instrument: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))
    switched_on_at: Mapped[datetime] = mapped_column(Moment)
    switched_on_by: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
