"""Who meets anybody soon: for whoever reminds people, by id alone."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, bindparam, select

from companion.appointments.meeting import FIELDS, KnownAppointment, from_row
from companion.appointments.records import Appointment
from companion.foundation.database import reading

_SOON = (
    select(Appointment.citizen_id)
    .where(
        Appointment.starts_at > bindparam("start"),
        Appointment.starts_at <= bindparam("end"),
        Appointment.cancelled_at.is_(None),
    )
    .distinct()
    .order_by(Appointment.citizen_id)
    .limit(bindparam("most", type_=Integer))
)
_COLUMNS = [getattr(Appointment, name) for name in FIELDS]
_OWNED = select(*_COLUMNS).where(Appointment.owner_id == bindparam("owner"), Appointment.cancelled_at.is_(None))


def citizens_between(start: datetime, end: datetime, *, after: uuid.UUID | None, limit: int) -> Sequence[uuid.UUID]:
    """Citizens with a meeting that begins in this time, in the order of their ids, a page at a time."""
    query = _SOON if after is None else _SOON.where(Appointment.citizen_id > bindparam("after"))
    with reading() as db:
        return db.scalars(query, {"start": start, "end": end, "after": after, "most": limit}).all()


def session_of(appointment_id: uuid.UUID, owner: uuid.UUID) -> Sequence[KnownAppointment]:
    """Everybody's meeting of one session: held by the same person at the same time; empty for others' meetings."""
    one = _OWNED.where(Appointment.id == bindparam("appointment"))
    same = _OWNED.where(Appointment.starts_at == bindparam("starts_at")).order_by(Appointment.citizen_id)
    with reading() as db:
        row = db.execute(one, {"owner": owner, "appointment": appointment_id}).one_or_none()
        if row is None:
            return ()
        found = db.execute(same, {"owner": owner, "starts_at": from_row(row).starts_at})
        return [from_row(each) for each in found]


def sessions_ahead(owner: uuid.UUID, now: datetime) -> Sequence[KnownAppointment]:
    """One meeting of each coming session this member of staff holds for several people, next first."""
    ahead = _OWNED.where(Appointment.starts_at > bindparam("now")).order_by(Appointment.starts_at, Appointment.id)
    with reading() as db:
        rows = [from_row(row) for row in db.execute(ahead, {"owner": owner, "now": now})]
    times = [meeting.starts_at for meeting in rows]
    firsts = {meeting.starts_at: meeting for meeting in reversed(rows) if times.count(meeting.starts_at) > 1}
    return sorted(firsts.values(), key=lambda meeting: meeting.starts_at)
