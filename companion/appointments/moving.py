"""Moving a meeting: the former time is kept, every answer and offer to it is void, and the world hears of it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from companion.appointments import rules
from companion.appointments.meeting import KnownAppointment
from companion.appointments.records import Appointment, AppointmentMove, AppointmentSlot
from companion.foundation import audit, clock, journal
from companion.foundation.database import new_id, reading
from companion.foundation.errors import N_, Conflict, Invalid
from companion.tasks import service as tasks

BOOKED, CHANGED, CANCELLED = "appointment.booked", "appointment.changed", "appointment.cancelled"
LATE = "appointment.late"
ANSWERED_BY_A_NEW_TIME = (tasks.CANNOT_COME, tasks.OTHER_TIME)


class TooEarly(Invalid):
    """A meeting is made for a time that lies ahead."""

    sentence = N_("Tiden er allerede gået. Vælg en anden tid.")


class TooLate(Invalid):
    """More than two years ahead is a mistyped year."""

    sentence = N_("Det er mere end to år frem. Se på datoen igen.")


class OverlapsSeries(Conflict):
    """Two meetings of one series at the same time."""

    sentence = N_("Der er allerede et møde i den række på det tidspunkt. Vælg en anden tid.")


def move_to(session: Session, meeting: Appointment, *, starts_at: datetime, minutes: int, actor: audit.Actor) -> None:
    """This meeting, which the actor may move, gets another time. Raises TooEarly, TooLate or OverlapsSeries."""
    require_ahead(starts_at)
    ends_at = rules.ends_at(starts_at, minutes)
    require_free_in_series(session, meeting, starts_at, ends_at)
    if starts_at != meeting.starts_at:
        _remember(session, meeting, starts_at, actor)
    meeting.starts_at, meeting.ends_at, meeting.minutes = starts_at, ends_at, minutes


def require_ahead(starts_at: datetime) -> None:
    """Raises TooEarly or TooLate."""
    now = clock.now()
    if starts_at <= now:
        raise TooEarly
    if (starts_at - now).days > rules.FURTHEST_DAYS:
        raise TooLate


def require_free_in_series(session: Session, meeting: Appointment, starts_at: datetime, ends_at: datetime) -> None:
    """Raises OverlapsSeries where another meeting of the same series of this citizen is at that time."""
    if meeting.series is None:
        return
    others = select(Appointment.id).where(
        Appointment.series == meeting.series,
        Appointment.citizen_id == meeting.citizen_id,
        Appointment.id != meeting.id,
        Appointment.cancelled_at.is_(None),
        Appointment.starts_at < ends_at,
        Appointment.ends_at > starts_at,
    )
    if session.scalars(others.limit(1)).first() is not None:
        raise OverlapsSeries


def changed(meeting: Appointment, kind: str, actor: audit.Actor) -> None:
    """A new version of this meeting, told onward in the same transaction; who made it hears nothing of it."""
    if kind != LATE:
        meeting.version += 1
    meeting.changed_at, meeting.changed_by = clock.now(), actor.person_id
    journal.tell(kind=kind, citizen=meeting.citizen_id, subject=meeting.id, version=meeting.version)


def withdraw_slots(session: Session, appointment_id: uuid.UUID) -> None:
    """Times that were offered and not chosen are offered no more."""
    still_open = update(AppointmentSlot).where(
        AppointmentSlot.appointment_id == appointment_id,
        AppointmentSlot.chosen_at.is_(None),
        AppointmentSlot.withdrawn_at.is_(None),
    )
    session.execute(still_open.values(withdrawn_at=clock.now()))


def settle_tasks(meeting: Appointment, actor: audit.Actor, kinds: Sequence[str] = ANSWERED_BY_A_NEW_TIME) -> None:
    """What waited with this member of staff about the meeting has its answer."""
    if actor.person_id is None:
        return
    for waiting in tasks.waiting_for(actor.person_id, role=actor.role):
        if waiting.about == meeting.id and waiting.kind in kinds:
            tasks.done(task_id=waiting.id, actor=actor)


def moves_of(meeting: KnownAppointment) -> Sequence[tuple[datetime, datetime]]:
    """From when to when this meeting was moved, oldest first."""
    rows = select(AppointmentMove.moved_from, AppointmentMove.moved_to).where(
        AppointmentMove.appointment_id == meeting.id
    )
    with reading() as db:
        return [(row[0], row[1]) for row in db.execute(rows.order_by(AppointmentMove.moved_at))]


def _remember(session: Session, meeting: Appointment, starts_at: datetime, actor: audit.Actor) -> None:
    now = clock.now()
    session.add(
        AppointmentMove(
            id=new_id(),
            appointment_id=meeting.id,
            citizen_id=meeting.citizen_id,
            moved_from=meeting.starts_at,
            moved_to=starts_at,
            moved_by=actor.person_id,
            moved_at=now,
        )
    )
    meeting.moved_from, meeting.moved_at = meeting.starts_at, now
    meeting.confirmed_at = meeting.declined_at = meeting.read_at = meeting.upheld_at = None
    meeting.late_at = meeting.late_minutes = meeting.own_late_at = None
    withdraw_slots(session, meeting.id)
