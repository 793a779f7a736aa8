"""Who was there for a citizen: her copy, erasure, and how long ended relations stay."""

import uuid
from datetime import datetime

from companion.caseload import reaching
from companion.caseload.records import Relation
from companion.foundation import clock
from companion.foundation.copies import Copy, Counts, Erasure, entries, remove

TABLES = {"relation": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Every member of staff who was or is there for her."""
    said = reaching.reasons(citizen)
    rows = entries(Relation, Relation.citizen_id == citizen, without=["reason"])
    return {"relation": [{**row, "reason": said.get(str(row["id"]))} for row in rows]}


def erase(citizen: uuid.UUID) -> Counts:
    """Nobody is there for her in this app from now on."""
    return {"relation": remove(Relation, Relation.citizen_id == citizen)}


def _forget_ended(before: datetime, most: int) -> int:
    return remove(Relation, Relation.ends_on < clock.danish(before).date(), most=most)


FORGET = {"relation": _forget_ended}
