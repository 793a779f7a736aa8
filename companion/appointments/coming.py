"""Who meets anybody soon: for whoever reminds people, by id alone."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, bindparam, select

from companion.accounts.circles import circles_of
from companion.appointments.meeting import FIELDS, KnownAppointment, from_row
from companion.appointments.records import Appointment
from companion.caseload import service as caseload
from companion.foundation import audit
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
_OWNED = select(*_COLUMNS).where(
    Appointment.owner_id == bindparam("owner"),
    Appointment.cancelled_at.is_(None),
    (Appointment.owner_role == bindparam("role")) | Appointment.visible_to.in_(bindparam("circles", expanding=True)),
)


def citizens_between(start: datetime, end: datetime, *, after: uuid.UUID | None, limit: int) -> Sequence[uuid.UUID]:
    """Citizens with a meeting that begins in this time, in the order of their ids, a page at a time."""
    query = _SOON if after is None else _SOON.where(Appointment.citizen_id > bindparam("after"))
    with reading() as db:
        return db.scalars(query, {"start": start, "end": end, "after": after, "most": limit}).all()


def session_of(appointment_id: uuid.UUID, actor: audit.Actor) -> Sequence[KnownAppointment]:
    """Everybody's meeting of one session: held by the same person at the same time; empty for others' meetings."""
    one = _held(_OWNED.where(Appointment.id == appointment_id), actor)
    if not one:
        return ()
    same = _OWNED.where(Appointment.starts_at == one[0].starts_at)
    return _held(same.order_by(Appointment.citizen_id), actor)


def sessions_ahead(actor: audit.Actor, now: datetime) -> Sequence[KnownAppointment]:
    """One meeting of each coming session this member of staff holds for several people, next first."""
    ahead = _OWNED.where(Appointment.starts_at > now).order_by(Appointment.starts_at, Appointment.id)
    rows = _held(ahead, actor)
    times = Counter(meeting.starts_at for meeting in rows)
    firsts = {meeting.starts_at: meeting for meeting in reversed(rows) if times[meeting.starts_at] > 1}
    return sorted(firsts.values(), key=lambda meeting: meeting.starts_at)


def _held(query: Select[*tuple[Any, ...]], actor: audit.Actor) -> list[KnownAppointment]:
    """Held in the role of today (or open to it), with people one is still there for: a name ends with both (R1)."""
    if actor.person_id is None:
        return []
    values = {"owner": actor.person_id, "role": actor.role, "circles": circles_of(actor.role)}
    former = caseload.former_of(actor.person_id)
    with reading() as db:
        found = [from_row(row) for row in db.execute(query, values)]
    return [one for one in found if one.citizen_id not in former]
