"""A citizen's meetings as a member of staff may see them: by relation, by circle, and whoever comes sees her own (R3).

Whether the citizen has confirmed is never told; that she cannot come is told to whoever holds the meeting
(docs/decisions/0010).
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from companion.accounts.circles import circles_of
from companion.accounts.contacts import contacts
from companion.appointments import people
from companion.appointments.meeting import FIELDS, KnownAppointment, from_row
from companion.appointments.records import Appointment
from companion.appointments.service import Cancelled, Over
from companion.caseload import service as caseload
from companion.foundation import audit, clock, origin
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound

DAYS_BACK, MOST = 90, 120

_COLUMNS = [getattr(Appointment, name) for name in FIELDS]


def listed(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[KnownAppointment]:
    """What this member of staff may see of this citizen's meetings, earliest first; the look is written down.

    Raises NotFound without a relation.
    """
    _require(citizen, actor)
    since = clock.now() - timedelta(days=DAYS_BACK)
    query = select(*_COLUMNS).where(Appointment.citizen_id == citizen, Appointment.ends_at > since)
    with transaction():
        audit.write_daily(event="read.appointments", citizens=[citizen], actor=actor)
        return _visible(query, citizen, actor)[:MOST]


def opened(*, appointment_id: uuid.UUID, actor: audit.Actor) -> KnownAppointment:
    """One meeting; the look is written down, and whoever holds it has read "I cannot come". Raises NotFound."""
    with transaction() as session:
        meeting = session.get(Appointment, appointment_id)
        if meeting is None:
            raise NotFound
        _require(meeting.citizen_id, actor)
        found = _visible(select(*_COLUMNS).where(Appointment.id == appointment_id), meeting.citizen_id, actor)
        if not found:
            raise NotFound
        if origin.current() is not None:
            return found[0]  # an outside system writes on this person's behalf: nobody has looked
        audit.write_daily(event="read.appointments", citizens=[meeting.citizen_id], actor=actor)
        if meeting.declined_at and meeting.read_at is None and holds(found[0], actor):
            meeting.read_at = clock.now()
        return found[0]


def holds(meeting: KnownAppointment | Appointment, actor: audit.Actor) -> bool:
    """Whether this member of staff holds the meeting, in the role it was booked in."""
    return meeting.owner_id == actor.person_id and meeting.owner_role == actor.role


def may_change(meeting: KnownAppointment | Appointment, actor: audit.Actor) -> bool:
    """Whoever holds it; if nobody does any more, everybody who may see it (S43)."""
    return holds(meeting, actor) or not contacts([meeting.owner_id])


def to_change(session: Session, appointment_id: uuid.UUID, actor: audit.Actor) -> Appointment:
    """The record of a meeting that lies ahead and that this member of staff may change.

    Raises NotFound, Cancelled or Over.
    """
    meeting = session.get(Appointment, appointment_id, with_for_update=True)
    if meeting is None:
        raise NotFound
    opened(appointment_id=appointment_id, actor=actor)
    if not may_change(meeting, actor):
        raise NotFound
    if meeting.cancelled_at is not None:
        raise Cancelled
    if meeting.ends_at <= clock.now():
        raise Over
    return meeting


def _require(citizen: uuid.UUID, actor: audit.Actor) -> None:
    if actor.person_id is None:
        raise NotFound
    caseload.require_relation(citizen=citizen, staff=actor.person_id)


def _visible(query: Select[*tuple[Any, ...]], citizen: uuid.UUID, actor: audit.Actor) -> Sequence[KnownAppointment]:
    assert actor.person_id is not None  # noqa: S101 - a relation was required before
    invited = people.comes_to(actor.person_id, actor.role, citizen)
    circles = circles_of(actor.role)
    with reading() as db:
        rows = db.execute(query.order_by(Appointment.starts_at, Appointment.id))
        found = [from_row(row) for row in rows]
    return [one for one in found if one.visible_to in circles or holds(one, actor) or one.id in invited]
