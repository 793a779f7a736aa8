"""Models over Companion's own tables, with relationships."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import JSON, DateTime, ForeignKey, LargeBinary
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """The mother of every model."""

    type_annotation_map = {datetime: DateTime(timezone=True), dict[str, str]: JSON}  # noqa: RUF012 - SQLAlchemy's name


class Unit(Base):
    """A unit of the municipality."""

    __tablename__ = "unit"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[dict[str, str]]


class Role(Base):
    """What a person is for a time."""

    __tablename__ = "role"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[str]
    phone: Mapped[str | None]
    hours_from: Mapped[time | None]
    hours_to: Mapped[time | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    unit: Mapped[Unit | None] = relationship()


class Person(Base):
    """Somebody with a way in; what Flask-Login calls a user."""

    __tablename__ = "person"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    language: Mapped[str]
    disabled_at: Mapped[datetime | None]
    roles: Mapped[list[Role]] = relationship(order_by=Role.valid_from)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Flask-Login's key of a user."""
        return str(self.id)

    def role_on(self, day: date) -> Role | None:
        """The role this person holds on a day."""
        held = (role for role in self.roles if role.valid_from <= day)
        return next((role for role in held if role.valid_to is None or role.valid_to > day), None)


class SignIn(Base):
    """One phone signed in."""

    __tablename__ = "sign_in"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[str]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    own_phone: Mapped[bool]
    signed_in_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship()


class Relation(Base):
    """Who is there for whom."""

    __tablename__ = "relation"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    responsible: Mapped[bool]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    ends_at: Mapped[datetime | None]
    reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    staff: Mapped[Person] = relationship(foreign_keys=[staff_id])


class Absence(Base):
    """A member of staff is away, and somebody covers."""

    __tablename__ = "absence"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    cover_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date]
    back_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    cover: Mapped[Person] = relationship(foreign_keys=[cover_id])


class Appointment(Base):
    """A meeting."""

    __tablename__ = "appointment"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    track: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    title: Mapped[dict[str, str]]
    place: Mapped[dict[str, str] | None] = mapped_column(JSON)
    directions: Mapped[dict[str, str] | None] = mapped_column(JSON)
    form: Mapped[str]
    interpreter_language: Mapped[str | None]
    interpreter_state: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    moved_from: Mapped[datetime | None]
    late_at: Mapped[datetime | None]
    late_minutes: Mapped[int | None]

    @property
    def answer(self) -> str | None:
        """`yes`, `no` or None."""
        if self.declined_at:
            return "no"
        return "yes" if self.confirmed_at else None


class Enrolment(Base):
    """A citizen in a programme."""

    __tablename__ = "enrolment"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    programme_id: Mapped[str]
    starts_on: Mapped[date]
    ended_on: Mapped[date | None]


class Task(Base):
    """Something asked of a member of staff."""

    __tablename__ = "task"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    citizen_id: Mapped[uuid.UUID]
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    owner: Mapped[Person] = relationship()


class Message(Base):
    """Something she was told; unread until she looks."""

    __tablename__ = "message"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    citizen_id: Mapped[uuid.UUID]
    shown_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]


class StatusNote(Base):
    """Lines about her that she reads first."""

    __tablename__ = "status_note"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    citizen_id: Mapped[uuid.UUID]
    released_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]


class Invitation(Base):
    """An invitation to check in."""

    __tablename__ = "check_in_invitation"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    citizen_id: Mapped[uuid.UUID]
    instrument: Mapped[str]
    due_on: Mapped[date]
    postponed_to: Mapped[date | None]
    declined_at: Mapped[datetime | None]
    talk: Mapped[dict[str, str] | None] = mapped_column(JSON)
    answered_by: Mapped[uuid.UUID | None]


class Reading(Base):
    """One whole answer."""

    __tablename__ = "reading"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    citizen_id: Mapped[uuid.UUID]
    instrument: Mapped[str]
    instrument_version: Mapped[str]
    language: Mapped[str]
    answers: Mapped[bytes] = mapped_column(LargeBinary)
    content_hash: Mapped[str]
    captured_at: Mapped[datetime]
    offset_minutes: Mapped[int]
    received_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]


class AuditLine(Base):
    """Who did what."""

    __tablename__ = "audit_line"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    at: Mapped[datetime]
    event: Mapped[str]
    citizen_id: Mapped[uuid.UUID | None]
    actor_id: Mapped[uuid.UUID | None]
    actor_role: Mapped[str]
    actor_unit_id: Mapped[uuid.UUID | None]
    purpose: Mapped[str | None]
    about: Mapped[uuid.UUID | None]
