"""Meetings made in one line."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from companion.appointments import booking, changes, feed, own_day, service, slots, summaries
from companion.appointments.wanted import Wanted
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


def wanted(owner: Somebody, starts_at: datetime = THURSDAY, **told: Any) -> Wanted:
    """What staff want: a talk of 45 minutes about work, agreed with the citizen."""
    usual: dict[str, Any] = {
        "meeting_kind": "conversation",
        "kind": "agreed",
        "track": "job",
        "minutes": 45,
        "form": "person",
    }
    return Wanted(owner=owner.id, starts_at=starts_at, **(usual | told))


def a_talk(citizen: Somebody, owner: Somebody, starts_at: datetime = THURSDAY, **told: Any) -> uuid.UUID:
    """A meeting that whoever holds it has booked herself; she must be there for the citizen."""
    return booking.book(citizen=citizen.id, wanted=wanted(owner, starts_at, **told), actor=owner.actor)


def a_meeting_with_everything(citizen: Somebody, owner: Somebody) -> None:
    """Others who come, a question, a move, offered times, what was agreed, and a calendar that reads along."""
    talk = a_talk(citizen, owner, meeting_kind="round-table", outside=["Egen læge"], bring=["Dit brev"])
    own_day.ask_question(appointment_id=talk, ready="work", own="", language="da", actor=citizen.actor)
    later = THURSDAY + timedelta(days=1)
    changes.move(appointment_id=talk, version=1, starts_at=later, line="Vi mødes dagen efter.", actor=owner.actor)
    slots.offer(appointment_id=talk, moments=[later + timedelta(hours=2)], actor=owner.actor)
    been = a_meeting(citizen, owner, THURSDAY - timedelta(days=7), meeting_kind="clarifying-talk")
    summaries.write(appointment_id=been, danish=["Vi går en tur."], translated=[], language=None, actor=owner.actor)
    feed.start(shows_more=False, actor=citizen.actor)
