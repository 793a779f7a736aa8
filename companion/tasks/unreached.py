"""Whom a message did not reach: the desk asks to call instead, unless she wrote beforehand what she wants then."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from companion.caseload import contacting, wished
from companion.caseload.wished import Wished
from companion.foundation.audit import Actor
from companion.tasks import service
from companion.tasks.service import Waiting

UNREACHABLE = "unreachable"  # a message did not arrive: call instead. Nothing is said about why
PHONE_GONE = "phone-gone"  # no phone of hers takes notices any more: call. Nothing is said about when or why
TO_CALL = (PHONE_GONE, UNREACHABLE)


def since(waiting: Sequence[Waiting]) -> dict[uuid.UUID, datetime]:
    """Citizen → the moment somebody was first asked to tell her another way, among what waits for the reader."""
    asked: dict[uuid.UUID, datetime] = {}
    for task in waiting:
        if task.kind in TO_CALL:
            asked.setdefault(task.citizen_id, task.asked_at)  # oldest first
    return asked


def wishes_for(reader: Actor) -> dict[uuid.UUID, Wished]:
    """By citizen, what stands instead of “call” for whom the reader answers today."""
    if reader.person_id is None:
        return {}
    citizens = wished.responsible_of(reader.person_id) | wished.covered_for(reader.person_id)
    standings = contacting.standings(citizens, role=reader.role) if citizens else {}
    waiting = service.waiting_for(reader.person_id, role=reader.role)
    return wished.where_silent(citizens, standings=standings, unreached=since(waiting))
