"""Consents and the approvals of their texts; nothing is ever overwritten but the moment of withdrawal."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id

_LIVE = text("ended_at IS NULL")


class Consent(Base):
    """One yes: who, to whom, for what, until when, in which text and language, and when it was taken back."""

    __tablename__ = "consent"
    __table_args__ = (
        Index(
            "uq_consent_live",
            "citizen_id",
            "purpose",
            "unit_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    purpose: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))
    data_class: Mapped[str] = mapped_column(String(40))
    text_version: Mapped[int]
    language: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[datetime] = mapped_column(Moment)
    given_by: Mapped[uuid.UUID]
    ends_on: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(Moment)  # withdrawn, or renewed after its last day
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_by: Mapped[uuid.UUID | None]


class TextApproval(Base):
    """A unit has approved the wording of one consent text in one language and version."""

    __tablename__ = "consent_text_approval"
    __table_args__ = (Index("uq_consent_text_approval", "purpose", "language", "text_version", "unit_id", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    purpose: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(10))
    text_version: Mapped[int]
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    approved_at: Mapped[datetime] = mapped_column(Moment)
