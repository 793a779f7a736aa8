"""Which programmes a citizen took part in: her copy, erasure, and how long ended ones stay."""

import uuid
from datetime import date, datetime

from sqlalchemy import bindparam, select

from companion.foundation import clock
from companion.foundation.copies import Copy, Counts, Erasure, entries, remove
from companion.foundation.database import reading
from companion.programmes import rules, templates
from companion.programmes.records import Enrolment
from companion.programmes.template_errors import TemplateError

TABLES = {"enrolment": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Every programme she was or is in, with its first and last day."""
    return {"enrolment": entries(Enrolment, Enrolment.citizen_id == citizen)}


def erase(citizen: uuid.UUID) -> Counts:
    """She is in no programme of this app from now on."""
    return {"enrolment": remove(Enrolment, Enrolment.citizen_id == citizen)}


def _forget_ended(before: datetime, most: int) -> int:
    """Those that were ended, and those whose last week is long over."""
    day = clock.danish(before).date()
    with reading() as db:
        rows = db.execute(_NOT_ENDED, {"day": day}).all()
    over = [row.id for row in rows if _ran_out(row.programme_id, row.starts_on, day)][:most]
    ended = remove(Enrolment, Enrolment.ended_on < day, most=most)
    return ended + (remove(Enrolment, Enrolment.id.in_(over)) if over else 0)


def _ran_out(programme_id: str, starts_on: date, day: date) -> bool:
    try:
        programme = templates.load(programme_id)
    except TemplateError:  # a programme the municipality no longer has: nobody can say when it ends
        return False
    last = rules.runs_until(starts_on, weeks=programme.length, open_ended=programme.open_ended)
    return last is not None and last < day


_NOT_ENDED = select(Enrolment.id, Enrolment.programme_id, Enrolment.starts_on).where(
    Enrolment.ended_on.is_(None), Enrolment.starts_on < bindparam("day")
)
FORGET = {"programme": _forget_ended}
