"""A meeting a citizen makes herself, by taking a time that somebody offered her: with the interpreter she needs."""

import uuid
from datetime import datetime
from typing import Any

from companion.accounts.circles import ALL, HEALTH
from companion.accounts.contacts import Contact
from companion.accounts.rules import HEALTH_ROLES
from companion.appointments import interpreter_wishes, service
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.language.text import Text


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
    with_her, seen = _with(holder), {"visible_to": circle_of(holder.role)}
    with transaction():
        booked = service.book(
            citizen=citizen,
            actor=actor,
            starts_at=starts_at,
            minutes=minutes,
            title=title,
            form=form,
            **with_her,
            **interpreter_wishes.before(citizen, interpreter_language, **seen),
        )
        interpreter_wishes.refuse_again(appointment=booked, citizen=citizen, language=interpreter_language, **seen)
    return booked


def _with(holder: Contact) -> Any:
    circle = circle_of(holder.role)
    track = "health" if circle == HEALTH else "everyday"
    return {"owner": holder.person_id, "kind": "agreed", "track": track, "visible_to": circle}
