"""A citizen's plan and the cards on it, and the catalogue of measures that cards can be chosen from."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from companion.foundation.database import Base, Moment, new_id
from companion.language.text import Text

_OPEN = text("ended_on IS NULL")


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


class Card(Base):
    """One decision, agreement, offer or invitation; agreeing and declining are moments of the citizen's."""

    __tablename__ = "plan_card"
    __table_args__ = (Index("uq_plan_card_key", "plan_id", "programme_id", "key", unique=True),)

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
