"""Who took part in what and when, for figures about groups: one row a time somebody took part, no name."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from companion.foundation.database import reading
from companion.programmes import rules, templates
from companion.programmes.programme import Programme
from companion.programmes.records import Enrolment
from companion.programmes.template_errors import TemplateError
from companion.programmes.who_sees import circle_of


@dataclass(frozen=True)
class Taking:
    """One time in a programme; `over` is the first day after it, None while nothing has ended it."""

    citizen_id: uuid.UUID
    programme_id: str
    unit_id: uuid.UUID
    starts_on: date
    over: date | None
    to_the_end: bool  # it went on as long as it was meant to, or until somebody ended what has no written end


def offered() -> Sequence[tuple[Programme, str]]:
    """Every programme there is, with the circle of those who may know who takes part."""
    return [(one, circle_of(one)) for one in templates.load_all()]


def takings(*, since: date, until: date) -> Sequence[Taking]:
    """Every time in a programme that began before `until` and was not ended by hand before `since`."""
    columns = (Enrolment.citizen_id, Enrolment.programme_id, Enrolment.unit_id, Enrolment.starts_on, Enrolment.ended_on)
    query = select(*columns).where(
        Enrolment.starts_on < until, or_(Enrolment.ended_on.is_(None), Enrolment.ended_on >= since)
    )
    with reading() as db:
        rows = db.execute(query.order_by(Enrolment.starts_on, Enrolment.id)).all()
    known = {row.programme_id: _shape(row.programme_id) for row in rows}
    return [_taking(row, shape) for row in rows if (shape := known[row.programme_id])]


def _taking(row: Any, shape: Programme) -> Taking:
    ended_on = row.ended_on
    last = rules.runs_until(row.starts_on, weeks=shape.length, open_ended=shape.open_ended)
    early = ended_on is not None and last is not None and ended_on < last
    over = ended_on if early or last is None else last
    to_the_end = over is not None and not early
    return Taking(row.citizen_id, row.programme_id, row.unit_id, row.starts_on, over, to_the_end=to_the_end)


def _shape(programme_id: str) -> Programme | None:
    try:
        return templates.load(programme_id)
    except TemplateError:  # the municipality no longer has it
        return None
