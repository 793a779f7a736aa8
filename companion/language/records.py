"""What translators wrote and read aloud here, and which texts about a person wait for one; those stay in their room."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy import Text as LongString
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import not_sealed


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
    kind: Mapped[str] = mapped_column(String(20))  # such as card or message: which room holds the text
    about: Mapped[uuid.UUID]
    language: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    translator_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)


class WantedTranslation(Base):
    """A course page or an offer that some reader wants in a language; who it was is not kept."""

    __tablename__ = "wanted_translation"
    __table_args__ = (UniqueConstraint("place", "key", "language"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    place: Mapped[str] = mapped_column(String(20))  # courses or offers
    key: Mapped[str] = mapped_column(String(120))  # programme and week, or the key of the measure
    language: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(Moment)


class SpokenText(Base):
    """A fixed text read aloud by a person in one language; played while the text is still the one that was read."""

    __tablename__ = "spoken_text"
    __table_args__ = (Index("ix_spoken_text_place", "piece", "language"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    piece: Mapped[str] = mapped_column(String(80))  # such as check-in/who5/calm, consent/who5-index or privacy
    language: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))  # of the words that were read
    sound: Mapped[bytes] = mapped_column(LargeBinary, info=not_sealed("a text everybody may hear"))
    size: Mapped[int]  # bytes
    content_type: Mapped[str] = mapped_column(String(40))
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
