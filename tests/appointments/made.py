"""Meetings made in one line."""

import uuid
from datetime import UTC, datetime
from typing import Any

from companion.appointments import service
from tests.people import MADE_BY, Somebody

THURSDAY = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)  # 14.30 in Denmark


def a_meeting(citizen: Somebody, owner: Somebody, starts_at: datetime = THURSDAY, **told: Any) -> uuid.UUID:
    """A meeting of an hour, by default an invitation to the health centre."""
    usual: dict[str, Any] = {
        "kind": "invitation",
        "track": "health",
        "minutes": 60,
        "title": {"da": "Tjek af fødder", "ar": "فحص القدمين"},
        "place": {"da": "Sundhedscentret, indgang B"},
        "form": "person",
    }
    return service.book(citizen=citizen.id, owner=owner.id, starts_at=starts_at, actor=MADE_BY, **(usual | told))
