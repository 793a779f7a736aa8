"""What a citizen took part in, who came, and what was written: her copy, erasure, and how long ended ones stay."""

import uuid
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import bindparam, select

from companion.foundation import clock, crypto
from companion.foundation.copies import Copy, Counts, Entry, Erasure, Value, entries, remove
from companion.foundation.database import reading
from companion.language.table import SOURCE
from companion.programmes import rules, status_notes, templates
from companion.programmes.programme import Note
from companion.programmes.records import Attendance, Enrolment, GroupCard, StatusNote, WeekRead
from companion.programmes.template_errors import TemplateError

TABLES = {
    "enrolment": Erasure.GOES,
    "attendance": Erasure.GOES,
    "week_read": Erasure.GOES,
    "group_card": Erasure.GOES,
    "status_note": Erasure.GOES,
}
HANGS_ON_IT = (Attendance, WeekRead, GroupCard, StatusNote)  # rows of one enrolment: they go before it


def export_of(citizen: uuid.UUID) -> Copy:
    """Every programme she was or is in, who came when, what she read and shows, and every note, opened."""
    return {
        "enrolment": entries(Enrolment, Enrolment.citizen_id == citizen),
        "attendance": _with_sealed(Attendance, citizen, "contest_text", "answer"),
        "week_read": entries(WeekRead, WeekRead.citizen_id == citizen),
        "group_card": _with_sealed(GroupCard, citizen, "first_name", "own_words"),
        "status_note": _notes(citizen),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """She is in no programme of this app from now on, and nothing of one stays."""
    tables = (*HANGS_ON_IT, Enrolment)
    return {one.__tablename__: remove(one, one.citizen_id == citizen) for one in tables}


def _with_sealed(record: type[Attendance | GroupCard | StatusNote], citizen: uuid.UUID, *fields: str) -> list[Entry]:
    """Rows with their sealed columns as she may read them."""
    rows = entries(record, record.citizen_id == citizen, without=fields)
    sealed = select(record.id, *(getattr(record, field) for field in fields)).where(record.citizen_id == citizen)
    with reading() as db:
        values = {str(row.id): row for row in db.execute(sealed)}
    table = record.__tablename__
    return [{**row, **{field: _unsealed(table, values[str(row["id"])], field) for field in fields}} for row in rows]


def _unsealed(table: str, row: Any, field: str) -> Value:
    value = getattr(row, field)
    return None if value is None else cast(Value, crypto.unseal(value, table=table, row=row.id, field=field))


def _notes(citizen: uuid.UUID) -> list[Entry]:
    """Every note with its lines under what they are called, in Danish."""
    shapes = {str(one.id): one.shape for one in status_notes.of_citizen(citizen)}
    rows = _with_sealed(StatusNote, citizen, "lines")
    for row in rows:
        row["stopped_at"] = None if row["replaced_at"] else row["stopped_at"]  # she did not ask for it
    return [{**row, "lines": _in_words(row["lines"], shapes.get(str(row["id"])))} for row in rows]


def _in_words(lines: Value, shape: Note | None) -> str:
    said = cast(dict[str, str], lines)
    labels = {field.key: field.label[SOURCE] for field in shape.fields} if shape else {}
    return " · ".join(f"{labels.get(key, key)}: {words}" for key, words in said.items())


def _forget_ended(before: datetime, most: int) -> int:
    """Those that were ended, and those whose last week is long over, with all that hangs on them."""
    day = clock.danish(before).date()
    with reading() as db:
        ended = list(db.scalars(select(Enrolment.id).where(Enrolment.ended_on < day).limit(most)))
        rows = db.execute(_NOT_ENDED, {"day": day}).all()
    over = [row.id for row in rows if _ran_out(row.programme_id, row.starts_on, day)][: most - len(ended)]
    gone = [*ended, *over]
    hung = sum(remove(one, one.enrolment_id.in_(gone)) for one in HANGS_ON_IT) if gone else 0
    return hung + (remove(Enrolment, Enrolment.id.in_(gone)) if gone else 0)


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
