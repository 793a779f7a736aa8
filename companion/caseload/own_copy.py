"""Who was there for a citizen: her copy, erasure, and how long ended relations stay."""

import uuid
from datetime import datetime

from companion.caseload import quiet, reaching
from companion.caseload.records import LoggedContact, QuietPlan, Relation
from companion.foundation import clock
from companion.foundation.copies import Copy, Counts, Entry, Erasure, entries, remove

TABLES = {"relation": Erasure.GOES, "contact": Erasure.GOES, "quiet_plan": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Every member of staff who was or is there for her, each contact they logged, and what she wants when quiet."""
    said = reaching.reasons(citizen)
    rows = entries(Relation, Relation.citizen_id == citizen, without=["reason"])
    return {
        "relation": [{**row, "reason": said.get(str(row["id"]))} for row in rows],
        "contact": entries(LoggedContact, LoggedContact.citizen_id == citizen),
        "quiet_plan": _quiet(citizen),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """Nobody is there for her in this app from now on."""
    return {
        "contact": remove(LoggedContact, LoggedContact.citizen_id == citizen),
        "quiet_plan": remove(QuietPlan, QuietPlan.citizen_id == citizen),
        "relation": remove(Relation, Relation.citizen_id == citizen),
    }


def _quiet(citizen: uuid.UUID) -> list[Entry]:
    rows = entries(QuietPlan, QuietPlan.citizen_id == citizen, without=["call"])
    written = quiet.of([citizen]).get(citizen)
    call = written.wish.call if written else None
    return [{**row, "call": f"{call.name}, {call.number}" if call else None} for row in rows]


def _forget_ended(before: datetime, most: int) -> int:
    return remove(Relation, Relation.ends_on < clock.danish(before).date(), most=most)


def _forget_contacts(before: datetime, most: int) -> int:
    return remove(LoggedContact, LoggedContact.at < before, most=most)


def _forget_quiet(before: datetime, most: int) -> int:
    return remove(QuietPlan, QuietPlan.written_at < before, most=most)


FORGET = {"relation": _forget_ended, "contact": _forget_contacts, "quiet-plan": _forget_quiet}
