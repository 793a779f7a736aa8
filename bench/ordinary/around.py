"""What Today shows of absences, messages and questions, over models."""

import uuid
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from bench.ordinary.records import Absence, Message, Person, Task
from companion.tasks.service import ANSWERED_SHOWN


def standing(db: Any, responsible: dict[str, Any] | None, day: date) -> SimpleNamespace:
    """Whether whoever is responsible is away, until when, and who covers."""
    away = None
    if responsible:
        absences = select(Absence).options(joinedload(Absence.cover).selectinload(Person.roles))
        hers = absences.filter_by(staff_id=responsible["id"], ended_at=None)
        away = db.scalars(hers.where(Absence.starts_on <= day, Absence.back_on > day)).first()
    cover = _named(away.cover, day) if away else None
    return SimpleNamespace(is_away=away is not None, back_on=away and away.back_on, cover=cover, unit=None)


def unread(db: Any, citizen: uuid.UUID) -> int:
    """How many messages she has not looked at."""
    hers = select(func.count(Message.id)).filter_by(citizen_id=citizen, read_at=None, remind_at=None)
    return int(db.scalar(hers.where(Message.shown_at.is_not(None))))


def question(db: Any, citizen: uuid.UUID, now: datetime, day: date) -> dict[str, Any]:
    """How far “nobody answers” is, and whom it was put to."""
    hers = select(Task).options(joinedload(Task.owner).selectinload(Person.roles))
    lately = or_(Task.done_at.is_(None), Task.done_at > now - ANSWERED_SHOWN)
    asked = hers.filter_by(citizen_id=citizen, kind="no-answer").where(lately)
    found = db.scalars(asked.order_by(Task.done_at.is_not(None), Task.asked_at)).first()
    return {"question": found, "question_to": _named(found.owner, day) if found and found.done_at is None else None}


def _named(person: Person, day: date) -> SimpleNamespace:
    role = person.role_on(day)
    return SimpleNamespace(name=person.name, phone=role.phone if role else None)
