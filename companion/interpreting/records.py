"""Conversations, the interpreters in them, and what is said back: agency, time and mode stay; content goes."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED

_OPEN = text("ended_at IS NULL")


class Conversation(Base):
    """One talk of a citizen in two languages; what is pointed at and shown is gone when it ends."""

    __tablename__ = "conversation"
    __table_args__ = (
        Index("ix_conversation_open", "made_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_conversation_sign_in_id", "sign_in_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    staff_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"), index=True)  # who opened it
    kind: Mapped[str] = mapped_column(String(40))
    minutes: Mapped[int]
    pages: Mapped[list[str]] = mapped_column(JSON)  # those of her own that she shows
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_made_at: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    sign_in_id: Mapped[uuid.UUID | None]  # the phone she takes part with; signing it out ends the talk
    began_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int]  # counts whatever changes who is there
    here: Mapped[str | None] = mapped_column(String(80))
    point: Mapped[int | None]
    block: Mapped[str | None] = mapped_column(String(60))  # the id of the block on the page, if it has one
    signal: Mapped[str | None] = mapped_column(String(20))
    signalled_at: Mapped[datetime | None] = mapped_column(Moment)


class Guest(Base):
    """An interpreter who came with a code; the name is there to be let in by, and goes when the talk ends."""

    __tablename__ = "conversation_interpreter"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("conversation.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    agency: Mapped[str | None] = mapped_column(String(40))
    mode: Mapped[str | None] = mapped_column(String(20))
    came_at: Mapped[datetime] = mapped_column(Moment)
    attested_at: Mapped[datetime | None] = mapped_column(Moment)  # attested: adult, interprets for this agency
    let_in_at: Mapped[datetime | None] = mapped_column(Moment)
    refused_at: Mapped[datetime | None] = mapped_column(Moment)
    left_at: Mapped[datetime | None] = mapped_column(Moment)


class TeachBack(Base):
    """What the citizen says an agreement means: a picture, own words; gone with the talk, or after two hours."""

    __tablename__ = "teach_back"

    about: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)  # a meeting with a summary, or a card
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    picture: Mapped[str | None] = mapped_column(String(20))  # a key of rules.PICTURES
    words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    language: Mapped[str] = mapped_column(String(10))  # in which they are written
    said_at: Mapped[datetime] = mapped_column(Moment, index=True)
