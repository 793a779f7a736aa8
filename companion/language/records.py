"""What translators wrote here, and which texts about a person wait for one; a text about a person stays in its room."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy import Text as LongString
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id


class Wording(Base):
    """How one Danish text is said in one language, by whom, and who has read it through."""

    __tablename__ = "wording"
    __table_args__ = (Index("ix_wording_language_digest", "language", "digest"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    language: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(16))  # of the Danish text it translates
    danish: Mapped[str] = mapped_column(LongString)
    forms: Mapped[list[str]] = mapped_column(JSON)  # one, or as many as the language has plural forms
    written_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))  # None: shipped with the app
    written_at: Mapped[datetime] = mapped_column(Moment)
    reviewed_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    reviewed_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)  # tells every process that it has to read again


class TranslationRequest(Base):
    """A text about a person that somebody has to translate: only which one it is, never what it says."""

    __tablename__ = "translation_request"
    __table_args__ = (UniqueConstraint("about", "language"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # card or message: which room holds the text
    about: Mapped[uuid.UUID]
    language: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    translator_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
