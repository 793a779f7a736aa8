"""A citizen's plan, its goals and cards, what changed and what she says, and the catalogue of measures."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Uuid, false, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.foundation.sealed import SEALED
from companion.language.text import Text

_OPEN = text("ended_on IS NULL")
_DUE = text("next_due IS NOT NULL AND ended_at IS NULL")
_UNANSWERED = text("answered_at IS NULL")


class Plan(Base):
    """What it is all for, in the citizen's words and languages; one open plan per citizen."""

    __tablename__ = "plan"
    __table_args__ = (Index("uq_plan_open", "citizen_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))  # who set the purpose
    purpose: Mapped[Text] = mapped_column(JSON)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    version: Mapped[int]
    purpose_version: Mapped[int] = mapped_column(default=1, server_default="1")
    own_words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)  # hers, on the purpose
    words_shown: Mapped[bool] = mapped_column(default=False, server_default=false())
    purpose_source: Mapped[str | None] = mapped_column(String(60))  # the outside system that owns the purpose
    seen_at: Mapped[datetime | None] = mapped_column(Moment)  # when she last said that she had seen what is new


class Goal(Base):
    """A goal, or a sub-goal below one; health roles write it, the citizen adds words of her own."""

    __tablename__ = "plan_goal"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    plan_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("plan.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("plan_goal.id"))  # None: a goal itself
    title: Mapped[Text] = mapped_column(JSON)
    status: Mapped[str] = mapped_column(String(20))
    visible_to: Mapped[str] = mapped_column(String(20))  # all, health or citizen
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    own_words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    words_shown: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None] = mapped_column(String(60))  # the outside system that owns it


class Card(Base):
    """One decision, agreement, offer, invitation or wait; agreeing and declining are moments of the citizen's."""

    __tablename__ = "plan_card"
    __table_args__ = (
        Index("uq_plan_card_key", "plan_id", "programme_id", "key", unique=True),
        Index("ix_plan_card_due", "next_due", sqlite_where=_DUE, postgresql_where=_DUE),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    plan_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("plan.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    track: Mapped[str] = mapped_column(String(40))
    title: Mapped[Text] = mapped_column(JSON)
    why: Mapped[Text] = mapped_column(JSON)
    owner_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    owner_role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("unit.id"))
    programme_id: Mapped[str | None] = mapped_column(String(64))
    key: Mapped[str | None] = mapped_column(String(64))  # of the template's card
    visible_to: Mapped[str] = mapped_column(String(20))  # all, health or citizen
    letter_date: Mapped[date | None]
    letter_reference: Mapped[str | None] = mapped_column(String(80))
    agreed_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    place: Mapped[Text | None] = mapped_column(JSON(none_as_null=True))
    when_on: Mapped[date | None]
    when_until: Mapped[date | None]
    when_text: Mapped[Text | None] = mapped_column(JSON(none_as_null=True))
    measure_key: Mapped[str | None] = mapped_column(String(64))  # of the catalogue, which may have dropped it since
    agreed_language: Mapped[str | None] = mapped_column(String(10))
    teach_back: Mapped[str | None] = mapped_column(String(20))  # understood or again; hers alone
    postponed_at: Mapped[datetime | None] = mapped_column(Moment)
    waits_on: Mapped[Text | None] = mapped_column(JSON(none_as_null=True))  # a wait: from whom
    asked_by_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    asked_on: Mapped[date | None]
    next_due: Mapped[date | None]  # a wait: when to chase; a decision: when to ask whether it still holds
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_reason: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str | None] = mapped_column(String(60))  # the outside system that owns it


class Change(Base):
    """One thing staff changed in a plan: what, and its value before and after; never written over."""

    __tablename__ = "plan_change"
    __table_args__ = (Index("ix_plan_change_citizen_id_at", "citizen_id", "at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    plan_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("plan.id"), index=True)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(String(20))  # purpose, goal or card
    kind: Mapped[str] = mapped_column(String(20))  # added, changed, ended or held
    subject_id: Mapped[uuid.UUID] = mapped_column(Uuid, index=True)
    field: Mapped[str | None] = mapped_column(String(20))
    told: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)  # the title then, the value before and after
    visible_to: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    by_role: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class Contest(Base):
    """“This is not right”, said by the citizen of a line that staff wrote; open until somebody answers."""

    __tablename__ = "plan_contest"
    __table_args__ = (
        Index(
            "uq_plan_contest_open",
            "subject_kind",
            "subject_id",
            unique=True,
            sqlite_where=_UNANSWERED,
            postgresql_where=_UNANSWERED,
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(String(20))  # purpose, goal, card, or what another room names
    subject_id: Mapped[uuid.UUID]
    visible_to: Mapped[str] = mapped_column(String(20))
    words: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    language: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary, info=SEALED)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by: Mapped[uuid.UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    answered_role: Mapped[str | None] = mapped_column(String(40))


class OwnEntry(Base):
    """The citizen's private appointment or step: nobody else sees that it is there."""

    __tablename__ = "plan_own_entry"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    citizen_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    words: Mapped[bytes] = mapped_column(LargeBinary, info=SEALED)
    starts_at: Mapped[datetime | None] = mapped_column(Moment)  # None: a step, no appointment
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)


class CatalogueMeasure(Base):
    """One measure a municipality offers; nobody's own. Withdrawn ones stay, so that old plans can be read."""

    __tablename__ = "catalogue_measure"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    task_type: Mapped[str] = mapped_column(String(64))
    unit_kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[Text] = mapped_column(JSON)
    about: Mapped[Text] = mapped_column(JSON)
    owner: Mapped[Text] = mapped_column(JSON)
    place: Mapped[Text | None] = mapped_column(JSON(none_as_null=True))
    phone: Mapped[str | None] = mapped_column(String(20))
    hours: Mapped[list[list[Any]]] = mapped_column(JSON)  # [weekday, "13:00", "15:00"] each
    self_referral: Mapped[bool]
    without_name: Mapped[bool]
    capacity: Mapped[int | None]
    waiting_weeks: Mapped[int | None]
    kl_term: Mapped[str | None] = mapped_column(String(80))
    source: Mapped[str] = mapped_column(String(120))
    verified_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    system: Mapped[str | None] = mapped_column(String(60))  # an outside system that owns it: changed there alone
