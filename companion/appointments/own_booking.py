"""A meeting a citizen makes herself, by taking a time that somebody offered her: with the interpreter she needs."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select

from companion.accounts.circles import ALL, HEALTH
from companion.accounts.contacts import Contact
from companion.accounts.rules import HEALTH_ROLES
from companion.appointments import service
from companion.appointments.records import Appointment
from companion.foundation import audit
from companion.foundation.database import reading
from companion.language.table import SOURCE
from companion.language.text import Text

WISHES = (Appointment.interpreter_dialect, Appointment.interpreter_gender, Appointment.interpreter_form)


def circle_of(role: str) -> str:
    """Who may see a meeting or a wish that is between her and somebody of this role."""
    return HEALTH if role in HEALTH_ROLES else ALL


def take(
    *,
    citizen: uuid.UUID,
    holder: Contact,
    starts_at: datetime,
    minutes: int,
    form: str,
    title: Text,
    interpreter_language: str | None,
    actor: audit.Actor,
) -> uuid.UUID:
    """Book it with this member of staff. Raises NobodyMeets, or Invalid for a value out of range."""
    circle = circle_of(holder.role)
    return service.book(
        citizen=citizen,
        owner=holder.person_id,
        actor=actor,
        kind="agreed",
        track="health" if circle == HEALTH else "everyday",
        starts_at=starts_at,
        minutes=minutes,
        title=title,
        form=form,
        visible_to=circle,
        **_interpreter(citizen, interpreter_language),
    )


def _interpreter(citizen: uuid.UUID, language: str | None) -> Any:
    """The language, and what she wished for the last time an interpreter of it was asked for; nothing for Danish."""
    if language in (None, SOURCE):
        return {}
    before = select(*WISHES).where(Appointment.citizen_id == citizen, Appointment.interpreter_language == language)
    with reading() as db:
        row = db.execute(before.order_by(Appointment.starts_at.desc(), Appointment.id).limit(1)).one_or_none()
    return {"interpreter_language": language, **(row._asdict() if row else {})}
