"""A citizen's meetings: her copy, erasure, and how long meetings that have been stay."""

import uuid
from datetime import datetime

from companion.appointments.records import Appointment
from companion.foundation.copies import Copy, Counts, Erasure, entries, remove

TABLES = {"appointment": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Every meeting, those that were called off too."""
    return {"appointment": entries(Appointment, Appointment.citizen_id == citizen, without=["series"])}


def erase(citizen: uuid.UUID) -> Counts:
    """All meetings go from this app; a meeting that stands in a letter still stands there."""
    return {"appointment": remove(Appointment, Appointment.citizen_id == citizen)}


def _forget_past(before: datetime, most: int) -> int:
    return remove(Appointment, Appointment.ends_at < before, most=most)


FORGET = {"appointment": _forget_past}
