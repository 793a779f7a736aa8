"""What she asked of an interpreter the last time: it goes along to a meeting for which nobody asks her again.

From a meeting that its readers could not see nothing goes along (R3).
"""

import uuid
from typing import Any

from sqlalchemy import ColumnElement, select

from companion.accounts.circles import ALL
from companion.appointments import lines
from companion.appointments.records import Appointment, AppointmentLine
from companion.foundation import audit
from companion.foundation.database import reading, transaction
from companion.language.table import SOURCE

WISHES = (Appointment.interpreter_dialect, Appointment.interpreter_gender, Appointment.interpreter_form)


def before(citizen: uuid.UUID, language: str | None, *, visible_to: str) -> Any:
    """The language, and what she wished for the last time an interpreter of it was asked for; nothing for Danish."""
    if language in (None, SOURCE):
        return {}
    same = select(*WISHES).where(Appointment.citizen_id == citizen, *_readable(language, visible_to))
    with reading() as db:
        row = db.execute(same.order_by(Appointment.starts_at.desc(), Appointment.id).limit(1)).one_or_none()
    return {"interpreter_language": language, **(row._asdict() if row else {})}


def refuse_again(*, appointment: uuid.UUID, citizen: uuid.UUID, language: str | None, visible_to: str) -> None:
    """Whom she did not want the last time, she need not refuse anew; in the open transaction, as it was written."""
    if language in (None, SOURCE):
        return
    with transaction():
        for line in _last_refused(citizen, language, visible_to):
            by = audit.Actor(line.written_by, line.written_role)
            about = {"appointment": appointment, "citizen": citizen, "kind": line.kind}
            lines.add(**about, words=line.words, written_in=line.language, actor=by)  # type: ignore[arg-type]


def _last_refused(citizen: uuid.UUID, language: str | None, visible_to: str) -> list[lines.KnownLine]:
    query = (
        select(AppointmentLine.appointment_id)
        .join(Appointment, Appointment.id == AppointmentLine.appointment_id)
        .where(AppointmentLine.citizen_id == citizen, AppointmentLine.kind == lines.NOT_INTERPRETER)
        .where(*_readable(language, visible_to))
        .order_by(AppointmentLine.written_at.desc(), AppointmentLine.id)
    )
    with reading() as db:
        found = db.scalar(query.limit(1))
    return lines.of_one(found, lines.NOT_INTERPRETER) if found else []


def _readable(language: str | None, visible_to: str) -> tuple[ColumnElement[bool], ...]:
    """Meetings with an interpreter of this language that whoever sees the new one may see as well."""
    return Appointment.interpreter_language == language, Appointment.visible_to.in_({ALL, visible_to})
