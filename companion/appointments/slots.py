"""Choosing a time: staff offer up to five, the citizen takes one, and the meeting moves there."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.appointments import moving, rules, staff_view, telling
from companion.appointments.records import Appointment, AppointmentSlot
from companion.appointments.service import Cancelled
from companion.foundation import audit, clock, origin
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.tasks import service as tasks


class WrongNumber(Invalid):
    """One time at least, five at most, all different."""

    sentence = N_("Vælg mindst én tid og højst fem. De skal være forskellige.")


class SlotGone(Conflict):
    """The time was taken back, has passed, or whoever one meets is busy by now."""

    sentence = N_("Tiden er ikke ledig mere. Vælg en af de andre, eller ring til din kontakt.")


@dataclass(frozen=True)
class Slot:
    """One offered time."""

    id: uuid.UUID
    starts_at: datetime


def offer(*, appointment_id: uuid.UUID, moments: Sequence[datetime], actor: audit.Actor) -> None:
    """Staff offer these times instead; former offers are void. Raises WrongNumber, TooEarly, TooLate and the like."""
    with transaction() as session:
        meeting = staff_view.to_change(session, appointment_id, actor)
        require_number(moments)
        origin.require_own(meeting.source)
        moving.withdraw_slots(session, meeting.id)
        for starts_at in moments:
            moving.require_ahead(starts_at)
            session.add(
                AppointmentSlot(
                    id=new_id(),
                    appointment_id=meeting.id,
                    citizen_id=meeting.citizen_id,
                    starts_at=starts_at,
                    offered_by=actor.person_id,
                    offered_at=clock.now(),
                )
            )
        moving.settle_tasks(meeting, actor)
        audit.write(event="appointment.times-offered", citizen=meeting.citizen_id, actor=actor, about=meeting.id)
        moving.changed(meeting, moving.CHANGED, actor)


def require_number(moments: Sequence[datetime]) -> None:
    """Raises WrongNumber."""
    if not 0 < len(moments) <= rules.MOST_SLOTS or len(set(moments)) != len(moments):
        raise WrongNumber


def offered(appointment_id: uuid.UUID) -> Sequence[Slot]:
    """The times that can still be chosen, earliest first."""
    still_open = select(AppointmentSlot.id, AppointmentSlot.starts_at).where(
        AppointmentSlot.appointment_id == appointment_id,
        AppointmentSlot.chosen_at.is_(None),
        AppointmentSlot.withdrawn_at.is_(None),
        AppointmentSlot.starts_at > clock.now(),
    )
    with reading() as db:
        return [Slot(*row) for row in db.execute(still_open.order_by(AppointmentSlot.starts_at))]


def choose(*, appointment_id: uuid.UUID, slot_id: uuid.UUID, actor: audit.Actor) -> None:
    """The citizen takes one of the times; she has said yes to it. Raises NotFound, Cancelled or SlotGone."""
    with transaction() as session:
        meeting = session.get(Appointment, appointment_id, with_for_update=True)
        if meeting is None or meeting.citizen_id != actor.person_id:
            raise NotFound
        if meeting.cancelled_at is not None:
            raise Cancelled
        slot = session.get(AppointmentSlot, slot_id)
        if slot is None or slot.appointment_id != meeting.id:
            raise NotFound
        if slot.chosen_at is not None and slot.starts_at == meeting.starts_at:
            return
        require_open(slot)
        require_free(session, meeting.owner_id, starts_at=slot.starts_at, minutes=meeting.minutes, but=meeting.id)
        slot.chosen_at, before = clock.now(), telling.need_of(meeting)
        session.flush()
        moving.move_to(session, meeting, starts_at=slot.starts_at, minutes=meeting.minutes, actor=actor)
        meeting.confirmed_at = clock.now()
        telling.interpreter_anew(meeting, before, actor)
        telling.others(meeting, tasks.NEW_TIME, actor)
        audit.write(event="appointment.time-chosen", citizen=meeting.citizen_id, actor=actor, about=meeting.id)
        moving.changed(meeting, moving.CHANGED, actor)


def require_open(slot: AppointmentSlot) -> None:
    """Raises SlotGone for a time that was chosen, taken back, or has passed."""
    if slot.chosen_at or slot.withdrawn_at or slot.starts_at <= clock.now():
        raise SlotGone


def require_free(
    session: Session, owner: uuid.UUID, *, starts_at: datetime, minutes: int, but: uuid.UUID | None = None
) -> None:
    """Raises SlotGone where this member of staff holds another meeting than `but` at that time."""
    in_turn(owner)
    busy = select(Appointment.id).where(
        Appointment.owner_id == owner,
        Appointment.cancelled_at.is_(None),
        Appointment.starts_at < rules.ends_at(starts_at, minutes),
        Appointment.ends_at > starts_at,
    )
    if any(found != but for found in session.scalars(busy.limit(2))):
        raise SlotGone
