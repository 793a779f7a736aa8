"""What staff do to a meeting they hold: change it, call it off, answer "I cannot come", be late, mark a decision."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from companion.appointments import lines, moving, rules, staff_view, telling
from companion.appointments.records import Appointment
from companion.appointments.wanted import Wanted, check, fill, put_around
from companion.foundation import audit, clock, origin
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.table import SOURCE
from companion.tasks import service as tasks


class Stale(Conflict):
    """Somebody else changed the meeting meanwhile: both are shown, nothing is overwritten."""

    sentence = N_("Mødet er ændret, mens du skrev. Se begge dele, og gem igen.")


class NothingToAnswer(Conflict):
    """The citizen has not said that she cannot come, or has said since that she can."""

    sentence = N_("Der er ingen besked at svare på lige nu.")


class NoMark(Invalid):
    """R3: only a decision is marked, and only once it has begun."""

    sentence = N_("Kun et møde med afgørelse kan få et mærke, og først når det er begyndt.")


class NotToday(Conflict):
    """Ten minutes late is said on the day."""

    sentence = N_("Det kan du sige på dagen, til mødet er slut.")


def correct(*, appointment_id: uuid.UUID, version: int, wanted: Wanted, actor: audit.Actor) -> None:
    """Everything about a meeting as the form says it; another time is a move. Raises Stale, or what booking refuses."""
    with transaction() as session:
        meeting = staff_view.to_change(session, appointment_id, actor)
        origin.require_own(meeting.source)
        if meeting.version != version:
            raise Stale
        holder, before = check(wanted, actor), telling.need_of(meeting)
        moved = wanted.starts_at != meeting.starts_at
        if moved or wanted.minutes != meeting.minutes:
            moving.move_to(session, meeting, starts_at=wanted.starts_at, minutes=wanted.minutes, actor=actor)
        fill(meeting, wanted, holder)
        put_around(meeting, wanted, actor)
        telling.interpreter_anew(meeting, before, actor)
        if moved:
            _tell_of_move(meeting, actor)
        else:
            audit.write(event="appointment.changed", citizen=meeting.citizen_id, actor=actor, about=meeting.id)
        moving.changed(meeting, moving.CHANGED, actor)


def move(*, appointment_id: uuid.UUID, version: int, starts_at: datetime, line: str, actor: audit.Actor) -> None:
    """Another time, with a plain line to the citizen. Raises Stale, TooEarly, TooLate or OverlapsSeries."""
    with transaction() as session:
        meeting = staff_view.to_change(session, appointment_id, actor)
        origin.require_own(meeting.source)
        if meeting.version != version:
            raise Stale
        before = telling.need_of(meeting)
        moving.move_to(session, meeting, starts_at=starts_at, minutes=meeting.minutes, actor=actor)
        _say(meeting, line, actor)
        telling.interpreter_anew(meeting, before, actor)
        _tell_of_move(meeting, actor)
        moving.changed(meeting, moving.CHANGED, actor)


def cancel(*, appointment_id: uuid.UUID, line: str, actor: audit.Actor) -> None:
    """Call one meeting off, with a plain line to the citizen; the others of its row stay."""
    with transaction() as session:
        meeting = staff_view.to_change(session, appointment_id, actor)
        origin.require_own(meeting.source)
        _say(meeting, line, actor)
        before = telling.need_of(meeting)
        meeting.cancelled_at = clock.now()
        telling.interpreter_anew(meeting, before, actor)
        telling.others(meeting, tasks.CALLED_OFF, actor)
        moving.withdraw_slots(session, meeting.id)
        moving.settle_tasks(meeting, actor)
        audit.write(event="appointment.cancelled", citizen=meeting.citizen_id, actor=actor, about=meeting.id)
        moving.changed(meeting, moving.CANCELLED, actor)


def uphold(*, appointment_id: uuid.UUID, line: str, actor: audit.Actor) -> None:
    """Staff answer "I cannot come" to a decided meeting: it still holds. Raises NothingToAnswer."""
    with transaction() as session:
        meeting = _held(session, appointment_id, actor)
        if meeting.declined_at is None or meeting.kind != rules.DECISION:
            raise NothingToAnswer
        _say(meeting, line, actor)
        meeting.upheld_at = clock.now()
        moving.settle_tasks(meeting, actor)
        audit.write(event="appointment.upheld", citizen=meeting.citizen_id, actor=actor, about=meeting.id)
        moving.changed(meeting, moving.CHANGED, actor)


def we_are_late(*, appointment_id: uuid.UUID, actor: audit.Actor) -> None:
    """Staff come some minutes later; the citizen sees it on Today and on the meeting. Raises NotToday."""
    with transaction() as session:
        meeting = _held(session, appointment_id, actor)
        if not rules.is_late_now(meeting.starts_at, meeting.ends_at, clock.now()):
            raise NotToday
        meeting.late_at, meeting.late_minutes = clock.now(), rules.LATE_MINUTES
        moving.settle_tasks(meeting, actor, (tasks.LATE,))
        audit.write(event="appointment.staff-late", citizen=meeting.citizen_id, actor=actor, about=meeting.id)
        moving.changed(meeting, moving.LATE, actor)


def interpreter(*, appointment_id: uuid.UUID, state: str, actor: audit.Actor) -> None:
    """The interpreter of one meeting is asked for, booked or not found. Raises Invalid where none is wanted."""
    with transaction() as session:
        meeting = staff_view.to_change(session, appointment_id, actor)
        if state not in rules.INTERPRETER_STATES or meeting.interpreter_language is None:
            raise Invalid
        meeting.interpreter_state = state
        if state != rules.ASKED:
            tasks.settle(kind=tasks.INTERPRETER, about=meeting.id, actor=actor)
        audit.write(event="appointment.interpreter", citizen=meeting.citizen_id, actor=actor, about=meeting.id)
        moving.changed(meeting, moving.CHANGED, actor)


def mark(*, appointment_id: uuid.UUID, held: bool, actor: audit.Actor) -> None:
    """A decided meeting was held or not; of every other meeting no such mark exists (R3). Raises NoMark."""
    with transaction() as session:
        found = staff_view.opened(appointment_id=appointment_id, actor=actor)
        meeting = session.get_one(Appointment, appointment_id, with_for_update=True)
        if not staff_view.holds(found, actor):
            raise NotFound
        if meeting.kind != rules.DECISION or meeting.cancelled_at or meeting.starts_at > clock.now():
            raise NoMark
        now = clock.now()
        meeting.held_at, meeting.missed_at = (now, None) if held else (None, now)
        audit.write(event="appointment.marked", citizen=meeting.citizen_id, actor=actor, about=meeting.id)


def _tell_of_move(meeting: Appointment, actor: audit.Actor) -> None:
    moving.settle_tasks(meeting, actor)
    telling.others(meeting, tasks.NEW_TIME, actor)
    audit.write(event="appointment.moved", citizen=meeting.citizen_id, actor=actor, about=meeting.id)


def _held(session: Session, appointment_id: uuid.UUID, actor: audit.Actor) -> Appointment:
    """To answer for a meeting one must hold it oneself."""
    meeting = staff_view.to_change(session, appointment_id, actor)
    if not staff_view.holds(meeting, actor):
        raise NotFound
    return meeting


def _say(meeting: Appointment, line: str, actor: audit.Actor) -> None:
    if line:
        about = {"appointment": meeting.id, "citizen": meeting.citizen_id}
        lines.add(**about, kind=lines.MESSAGE, words={SOURCE: line}, written_in=SOURCE, actor=actor)
