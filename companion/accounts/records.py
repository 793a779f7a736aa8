"""People, units, roles and signed-in phones; names and kinds are dated data, because laws rename them."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import JSON, Boolean, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.language.text import Text


class Unit(Base):
    """A unit of the municipality; its kind (`employment`, `health`, …) and name are data, not code."""

    __tablename__ = "unit"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[Text] = mapped_column(JSON)
    phone: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Person(Base):
    """Somebody with a way in; the CPR number is never here."""

    __tablename__ = "person"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10))
    phone: Mapped[str | None] = mapped_column(String(20))
    persona: Mapped[str | None] = mapped_column(String(40), unique=True)  # only in a demo database
    created_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)


class Role(Base):
    """What a person is for a time: citizen, or staff of a unit with a phone and hours to call."""

    __tablename__ = "role"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("unit.id"))
    phone: Mapped[str | None] = mapped_column(String(20))
    hours_from: Mapped[time | None]
    hours_to: Mapped[time | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class SignIn(Base):
    """One phone signed in by one person; the cookie's token is stored as a keyed hash."""

    __tablename__ = "sign_in"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    own_phone: Mapped[bool] = mapped_column(Boolean)
    signed_in_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Installation(Base):
    """One row that says what this database is for: a demo database never serves real people."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    demo: Mapped[bool] = mapped_column(Boolean)
    made_at: Mapped[datetime] = mapped_column(Moment)
