"""Consents and the approvals of their texts; nothing is ever overwritten but the moment of withdrawal."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED
from companion.language.text import Text

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
    read_aloud_in: Mapped[str | None] = mapped_column(
        String(10)
    )  # an interpreter read the Danish text in this language
    reader_name: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)  # who read it, as she told us
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


class CaseAgreement(Base):
    """Something the law lets a unit ask for in a case; a no has a consequence, so it is no consent to share."""

    __tablename__ = "case_agreement"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))
    asked_by: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    what: Mapped[Text] = mapped_column(JSON)
    if_no: Mapped[Text] = mapped_column(JSON)
    law: Mapped[str] = mapped_column(String(120))
    letter_date: Mapped[date]
    letter_reference: Mapped[str] = mapped_column(String(80))
    answer: Mapped[str | None] = mapped_column(String(3))  # yes or no
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    language: Mapped[str | None] = mapped_column(String(10))  # of the page she answered on
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
