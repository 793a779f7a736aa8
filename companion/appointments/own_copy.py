"""A citizen's meetings and all that hangs on them: her copy, erasure, and how long meetings that have been stay."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select

from companion.appointments.records import (
    Appointment,
    AppointmentLine,
    AppointmentMove,
    AppointmentPerson,
    AppointmentSlot,
    AppointmentSummary,
    CalendarFeed,
)
from companion.foundation import crypto
from companion.foundation.copies import Copy, Counts, Entry, Erasure, Value, entries, plain, remove
from companion.foundation.database import reading, transaction

HANGING: dict[str, Any] = {  # what hangs on a meeting, and goes before it
    "appointment_person": AppointmentPerson,
    "appointment_line": AppointmentLine,
    "appointment_slot": AppointmentSlot,
    "appointment_move": AppointmentMove,
    "appointment_summary": AppointmentSummary,
}
TABLES = dict.fromkeys(("appointment", *HANGING, "calendar_feed"), Erasure.GOES)


def export_of(citizen: uuid.UUID) -> Copy:
    """Every meeting, those that were called off too, with every line opened; a key of a calendar stays out."""
    return {
        "appointment": entries(Appointment, Appointment.citizen_id == citizen, without=["series"]),
        "appointment_person": _people(citizen),
        "appointment_line": _lines(citizen),
        "appointment_slot": entries(AppointmentSlot, AppointmentSlot.citizen_id == citizen),
        "appointment_move": entries(AppointmentMove, AppointmentMove.citizen_id == citizen),
        "appointment_summary": entries(AppointmentSummary, AppointmentSummary.citizen_id == citizen),
        "calendar_feed": entries(CalendarFeed, CalendarFeed.citizen_id == citizen),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """All of it goes from this app; a meeting that stands in a letter still stands there."""
    gone = {name: remove(record, record.citizen_id == citizen) for name, record in HANGING.items()}
    gone["calendar_feed"] = remove(CalendarFeed, CalendarFeed.citizen_id == citizen)
    return {**gone, "appointment": remove(Appointment, Appointment.citizen_id == citizen)}


def _people(citizen: uuid.UUID) -> list[Entry]:
    rows = entries(AppointmentPerson, AppointmentPerson.citizen_id == citizen, without=["who"])
    with reading() as db:
        sealed = db.execute(
            select(AppointmentPerson.id, AppointmentPerson.who).where(AppointmentPerson.citizen_id == citizen)
        ).all()
    opened = {
        str(one.id): crypto.unseal(one.who, table="appointment_person", row=one.id, field="who")
        for one in sealed
        if one.who
    }
    return [{**row, "who": opened.get(str(row["id"]))} for row in rows]


def _lines(citizen: uuid.UUID) -> list[Entry]:
    rows = entries(AppointmentLine, AppointmentLine.citizen_id == citizen, without=["words"])
    with reading() as db:
        sealed = db.execute(
            select(AppointmentLine.id, AppointmentLine.words).where(AppointmentLine.citizen_id == citizen)
        ).all()
    opened: dict[str, Value] = {
        str(one.id): plain(crypto.unseal(one.words, table="appointment_line", row=one.id, field="words"))
        for one in sealed
    }
    return [{**row, "words": opened[str(row["id"])]} for row in rows]


def _forget_past(before: datetime, most: int) -> int:
    """Old meetings, and first what hangs on them; times for a talk that nobody took too."""
    too_old = select(Appointment.id).where(Appointment.ends_at < before).order_by(Appointment.id).limit(most)
    with transaction() as session:
        gone = list(session.scalars(too_old))
    hanging = sum(remove(record, record.appointment_id.in_(gone)) for record in HANGING.values())
    never_chosen = (AppointmentSlot.appointment_id.is_(None), AppointmentSlot.starts_at < before)
    hanging += remove(AppointmentSlot, *never_chosen, most=most)
    return hanging + remove(Appointment, Appointment.id.in_(gone))


def _forget_keys(before: datetime, most: int) -> int:
    return remove(CalendarFeed, CalendarFeed.ended_at < before, most=most)


FORGET = {"appointment": _forget_past, "calendar": _forget_keys}
