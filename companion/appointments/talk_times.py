"""A talk before it is a meeting: staff offer times for it, or she asks for one; the time she takes is booked.

It hangs on nothing: no invitation, answer or worry stands here, so nobody can read from it why she wants to talk.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from companion.accounts.contacts import Contact, contacts
from companion.appointments import moving, own_booking, rules, slots
from companion.appointments.records import Appointment, AppointmentSlot
from companion.caseload import service as caseload
from companion.foundation import audit, clock, journal
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import Invalid, NotFound
from companion.language.text import Text
from companion.tasks import service as tasks
from companion.tasks.service import Waiting

TITLE: Text = {  # neutral, whoever sees it in a calendar
    "da": "En samtale",
    "en": "A talk",
    "ar": "محادثة",
    "uk": "Розмова",
}


@dataclass(frozen=True)
class TalkTime:
    """One time (UTC) that is still to be had, how to talk, and with whom."""

    id: uuid.UUID
    starts_at: datetime
    form: str
    holder: Contact


_OPEN = (
    AppointmentSlot.citizen_id == bindparam("citizen"),
    AppointmentSlot.appointment_id.is_(None),
    AppointmentSlot.withdrawn_at.is_(None),
)
_TO_CHOOSE = (
    select(AppointmentSlot.id, AppointmentSlot.starts_at, AppointmentSlot.form, AppointmentSlot.offered_by)
    .where(*_OPEN, AppointmentSlot.starts_at > bindparam("now"))
    .order_by(AppointmentSlot.starts_at, AppointmentSlot.id)
)
_WITHDRAW = update(AppointmentSlot).where(*_OPEN)


def offer(*, citizen: uuid.UUID, moments: Sequence[datetime], form: str, actor: audit.Actor) -> None:
    """Staff offer these times; what the same person offered before is void, and her wish for a time is met.

    Raises NotFound without a relation, WrongNumber, TooEarly, TooLate, or Invalid.
    """
    if actor.person_id is None or form not in rules.FORMS:
        raise Invalid
    require_way(citizen, actor)
    slots.require_number(moments)
    for starts_at in moments:
        moving.require_ahead(starts_at)
    with transaction() as session:
        _withdraw(session, citizen, actor.person_id)
        session.add_all(_made(citizen, starts_at, form, actor.person_id) for starts_at in moments)
        for wish in _wishes(citizen, actor):
            tasks.done(task_id=wish.id, actor=actor)
        audit.write(event="talk.times-offered", citizen=citizen, actor=actor)


def to_choose(citizen: uuid.UUID) -> Sequence[TalkTime]:
    """Every time she can still take, earliest first, from people who are still there."""
    with reading() as db:
        rows = db.execute(_TO_CHOOSE, {"citizen": citizen, "now": clock.now()}).all()
        there = contacts({row.offered_by for row in rows})
    return [TalkTime(row.id, row.starts_at, row.form, there[row.offered_by]) for row in rows if row.offered_by in there]


def offered_by(staff: uuid.UUID, citizen: uuid.UUID) -> Sequence[TalkTime]:
    """Those of them that this member of staff offered."""
    return [one for one in to_choose(citizen) if one.holder.person_id == staff]


def require_way(citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Raises NotFound unless this member of staff is there for her, or was asked for a time that she may still take."""
    if actor.person_id is None:
        raise NotFound
    if not _wishes(citizen, actor) and not offered_by(actor.person_id, citizen):
        caseload.require_relation(citizen=citizen, staff=actor.person_id)


def choose(*, slot_id: uuid.UUID, interpreter_language: str | None, actor: audit.Actor) -> uuid.UUID:
    """She takes one: it is booked, and she has said yes to it. The other times of the same person are free again.

    Returns the key of the meeting; the same tap again is the same meeting. Raises NotFound, SlotGone or NobodyMeets.
    """
    citizen = actor.person_id
    with transaction() as session:
        slot = session.get(AppointmentSlot, slot_id, with_for_update=True)
        if slot is None or citizen is None or slot.citizen_id != citizen or slot.form is None:
            raise NotFound
        if slot.appointment_id is not None:
            return slot.appointment_id
        slots.require_open(slot)
        slots.require_free(session, slot.offered_by, starts_at=slot.starts_at, minutes=rules.TALK_MINUTES)
        booked = _book(slot, slot.form, interpreter_language, actor)
        slot.appointment_id, slot.chosen_at = booked, clock.now()
        session.flush()
        _withdraw(session, citizen, slot.offered_by)
        _say_yes(session.get_one(Appointment, booked), actor)
        return booked


def ask(*, holder: Contact, with_interpreter: bool, key: uuid.UUID, actor: audit.Actor) -> bool:
    """She asks this member of staff for a time; while that stands open, another tap is the same wish (False)."""
    citizen = actor.person_id
    if citizen is None:
        raise NotFound
    with transaction():
        in_turn(citizen)
        if asked(citizen):
            return False
        return tasks.ask(
            kind=tasks.TALK_TIME,
            citizen=citizen,
            owner=holder.person_id,
            key=key,
            with_interpreter=with_interpreter,
            visible_to=own_booking.circle_of(holder.role),
            actor=actor,
        )


def asked(citizen: uuid.UUID) -> Waiting | None:
    """Her wish for a time that nobody has met yet."""
    return tasks.asked_by(citizen, tasks.TALK_TIME)


def _wishes(citizen: uuid.UUID, actor: audit.Actor) -> Sequence[Waiting]:
    """What she asked of this member of staff, or of a colleague who is away."""
    waiting = tasks.waiting_for(actor.person_id, role=actor.role) if actor.person_id else []
    return [one for one in waiting if one.kind == tasks.TALK_TIME and one.citizen_id == citizen]


def _withdraw(session: Session, citizen: uuid.UUID, staff: uuid.UUID) -> None:
    theirs = _WITHDRAW.where(AppointmentSlot.offered_by == staff)
    session.execute(theirs.values(withdrawn_at=clock.now()), {"citizen": citizen})


def _made(citizen: uuid.UUID, starts_at: datetime, form: str, staff: uuid.UUID) -> AppointmentSlot:
    return AppointmentSlot(
        id=new_id(), citizen_id=citizen, starts_at=starts_at, form=form, offered_by=staff, offered_at=clock.now()
    )


def _book(slot: AppointmentSlot, form: str, interpreter_language: str | None, actor: audit.Actor) -> uuid.UUID:
    holder = contacts([slot.offered_by]).get(slot.offered_by)
    if holder is None:
        raise slots.SlotGone
    return own_booking.take(
        citizen=slot.citizen_id,
        holder=holder,
        starts_at=slot.starts_at,
        minutes=rules.TALK_MINUTES,
        form=form,
        title=TITLE,
        interpreter_language=interpreter_language,
        actor=actor,
    )


def _say_yes(meeting: Appointment, actor: audit.Actor) -> None:
    """Her own act: the world hears of a new meeting, she hears nothing of what she did herself."""
    meeting.confirmed_at = meeting.changed_at = clock.now()
    meeting.changed_by = actor.person_id
    audit.write(event="appointment.time-chosen", citizen=meeting.citizen_id, actor=actor, about=meeting.id)
    journal.tell(kind=moving.CHANGED, citizen=meeting.citizen_id, subject=meeting.id, version=meeting.version)
