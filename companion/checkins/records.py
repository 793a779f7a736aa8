"""Invitations to check in, what was answered, and the wordings a municipality imported or switched on."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, Uuid
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
    series: Mapped[str | None] = mapped_column(String(80))  # the row of invitations it belongs to: one enrolment


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
    captured_at: Mapped[datetime] = mapped_column(Moment)  # what the phone's clock said: kept, and never believed
    offset_minutes: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(Moment)
    answered_at: Mapped[datetime | None] = mapped_column(
        Moment
    )  # by our clock (`rules.answered_at`); None: as received
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


class ImportedWording(Base):
    """A municipality's own copy of a wording; the newest version counts, older ones stay for answers given in them."""

    __tablename__ = "instrument_wording"
    __table_args__ = (Index("ix_instrument_wording_instrument_language", "instrument", "language"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    instrument: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    version: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    checked: Mapped[bool]
    source: Mapped[str] = mapped_column(String(600))
    licence: Mapped[str] = mapped_column(String(600))
    instruction: Mapped[str] = mapped_column(String(600))
    items: Mapped[list[str]] = mapped_column(JSON)
    answers: Mapped[list[str]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime] = mapped_column(Moment)
    imported_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))  # None: whoever operates it


class ImportedIndicators(Base):
    """A municipality's own set of progress indicators, as its file says; every version stays."""

    __tablename__ = "indicator_set"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    imported_at: Mapped[datetime] = mapped_column(Moment)
    imported_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))  # None: whoever operates it


class IndicatorReading(Base):
    """How it is going, as the citizen or one member of staff says on one day; what was skipped is not in it."""

    __tablename__ = "indicator_reading"
    __table_args__ = (Index("ix_indicator_reading_citizen_id_rated_at", "citizen_id", "rated_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    rater_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    rater_role: Mapped[str] = mapped_column(String(40))
    rater_unit_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("unit.id"))
    set_key: Mapped[str] = mapped_column(String(40))
    set_version: Mapped[int]
    ratings: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    own_words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    rated_at: Mapped[datetime] = mapped_column(Moment)


class IndicatorRelease(Base):
    """The citizen showed these ratings under this consent, with a tap; hidden again, nobody else sees them."""

    __tablename__ = "indicator_release"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    reading_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("indicator_reading.id"), index=True)
    consent_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("consent.id"))
    indicators: Mapped[list[str]] = mapped_column(JSON)
    with_words: Mapped[bool]
    shown_at: Mapped[datetime] = mapped_column(Moment)
    hidden_at: Mapped[datetime | None] = mapped_column(Moment)
