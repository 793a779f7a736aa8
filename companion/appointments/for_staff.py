"""Meetings as a member of staff may see them: own ones, and of others' what her circle allows (docs/decisions/0010).

What a citizen answered to a meeting is told to whoever holds it by a task, never by these lists.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select

from companion.accounts.circles import circles_of
from companion.appointments.meeting import FIELDS, KnownAppointment, from_row
from companion.appointments.records import Appointment
from companion.foundation import clock
from companion.foundation.audit import Actor
from companion.foundation.database import reading

LOOK_BACK = timedelta(days=14)  # how long a meeting that has been is still asked about
_COLUMNS = [getattr(Appointment, name) for name in FIELDS]


def own_near(citizens: Collection[uuid.UUID], *, actor: Actor) -> tuple[dict[uuid.UUID, Any], dict[uuid.UUID, Any]]:
    """Citizen → the last meeting of the past two weeks, and citizen → the next one, both held by this reader."""
    now = clock.now()
    near = (Appointment.citizen_id.in_(list(citizens)), Appointment.ends_at > now - LOOK_BACK)
    meetings = _ordered(_own(actor), *near)
    last = {one.citizen_id: one for one in meetings if one.ends_at <= now}
    coming = {one.citizen_id: one for one in reversed(meetings) if one.ends_at > now}
    return last, coming


def own_between(start: datetime, end: datetime, *, actor: Actor) -> Sequence[KnownAppointment]:
    """What this reader holds from `start` to just before `end`, in order of time."""
    return _ordered(_own(actor), Appointment.starts_at >= start, Appointment.starts_at < end)


def of_colleague(colleague: uuid.UUID, start: datetime, end: datetime, *, role: str) -> Sequence[KnownAppointment]:
    """What a colleague holds from `start` to just before `end`, for a cover in this role.

    In the circles of that role alone: whoever covers is no participant, and learns of no hidden meeting (R3).
    """
    seen = Appointment.visible_to.in_(circles_of(role))
    return _ordered(
        Appointment.owner_id == colleague, seen, Appointment.starts_at >= start, Appointment.starts_at < end
    )


def coming(citizen: uuid.UUID, *, actor: Actor, limit: int = 5) -> Sequence[KnownAppointment]:
    """This citizen's next meetings: the reader's own, and others' that her circle may see."""
    seen = _own(actor) | Appointment.visible_to.in_(circles_of(actor.role))
    return _ordered(seen, Appointment.citizen_id == citizen, Appointment.ends_at > clock.now(), limit=limit)


def _own(actor: Actor) -> ColumnElement[bool]:
    """Held by this reader, in a circle or in the role of today: a former role is not told on."""
    told = Appointment.visible_to.in_(circles_of(actor.role)) | (Appointment.owner_role == actor.role)
    return (Appointment.owner_id == actor.person_id) & told


def _ordered(*which: ColumnElement[bool], limit: int | None = None) -> Sequence[KnownAppointment]:
    asked = select(*_COLUMNS).where(Appointment.cancelled_at.is_(None), *which)
    with reading() as db:
        rows = db.execute(asked.order_by(Appointment.starts_at, Appointment.id).limit(limit))
        return [from_row(row) for row in rows]
