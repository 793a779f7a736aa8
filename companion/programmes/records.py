"""Who takes part in which programme and group, who came, what was read, and what a group keeps of its people."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED, not_sealed


class Enrolment(Base):
    """One citizen in one programme from a day on; a second time is a new episode, the first one stays."""

    __tablename__ = "enrolment"
    __table_args__ = (Index("uq_enrolment_episode", "citizen_id", "programme_id", "episode", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    programme_id: Mapped[str] = mapped_column(String(64))
    template_version: Mapped[int]
    episode: Mapped[int]
    starts_on: Mapped[date]
    ended_on: Mapped[date | None]
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    run_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("course_run.id"), index=True)


class Run(Base):
    """One group that goes through a programme together from a day on; `leader_id` calls the roll, a second one may."""

    __tablename__ = "course_run"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(String(64))
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"), index=True)
    starts_on: Mapped[date]
    leader_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    second_leader_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    capacity: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Moment)


class Attendance(Base):
    """How one day of a group went for one citizen; what she says against it stands beside it until it is answered."""

    __tablename__ = "attendance"
    __table_args__ = (Index("uq_attendance_day", "enrolment_id", "held_on", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    enrolment_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("enrolment.id"))
    run_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("course_run.id"), index=True)
    held_on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(40))  # of the meeting: employment roles see that of a decision alone
    visible_to: Mapped[str] = mapped_column(String(20))  # all, health or citizen
    state: Mapped[str] = mapped_column(String(20))  # present, late, absent or told
    marked_by: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    marked_at: Mapped[datetime] = mapped_column(Moment)
    contested_at: Mapped[datetime | None] = mapped_column(Moment)
    contest_text: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    answer: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)


class WeekRead(Base):
    """The citizen has read a week she could not come to; hers alone."""

    __tablename__ = "week_read"
    __table_args__ = (Index("uq_week_read", "enrolment_id", "week", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    enrolment_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("enrolment.id"))
    week: Mapped[int]
    read_at: Mapped[datetime] = mapped_column(Moment)


class GroupCard(Base):
    """What a participant lets the others of her group see, by her own choice; taken away, the row is gone."""

    __tablename__ = "group_card"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    enrolment_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("enrolment.id"), unique=True)
    first_name: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    own_words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    made_at: Mapped[datetime] = mapped_column(Moment)


class StatusNote(Base):
    """A few agreed lines about one citizen, or a closing report; she reads it first, others once it is released."""

    __tablename__ = "status_note"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    enrolment_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("enrolment.id"))
    kind: Mapped[str] = mapped_column(String(20))  # status or closing
    lines: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)  # field of the template → text
    written_by: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))  # whose note it is
    written_at: Mapped[datetime] = mapped_column(Moment)
    notice_delivered_at: Mapped[datetime | None] = mapped_column(Moment)
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)  # "let us talk first"; of a replaced one no answer
    replaced_at: Mapped[datetime | None] = mapped_column(Moment)  # a newer note took its place before she answered
    released_at: Mapped[datetime | None] = mapped_column(Moment)  # by her own tap; a closing report is agreed with it
    answered_in: Mapped[str | None] = mapped_column(String(10))  # in which language she read it when she did


class Recording(Base):
    """A text of a course read aloud by a person in one language; stale once the text has changed."""

    __tablename__ = "course_recording"
    __table_args__ = (Index("ix_course_recording_place", "programme_id", "block", "language"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(String(64))
    block: Mapped[str] = mapped_column(String(80))  # week and key, such as 3.low-signs
    language: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64))  # of the text that was read
    sound: Mapped[bytes] = mapped_column(LargeBinary, info=not_sealed("a text everybody may hear"))
    size: Mapped[int]  # bytes
    content_type: Mapped[str] = mapped_column(String(40))
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))  # None: whoever operates it
    recorded_at: Mapped[datetime] = mapped_column(Moment)
