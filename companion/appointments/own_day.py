"""What a citizen says about her meetings besides yes and no: ill today, ten minutes late, another time, a question."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from companion.accounts.circles import told_to
from companion.appointments import lines, rules, service
from companion.appointments.changes import NotToday
from companion.appointments.kinds import questions
from companion.appointments.meeting import KnownAppointment
from companion.appointments.records import Appointment
from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import NotFound
from companion.tasks import service as tasks


def today_of(citizen: uuid.UUID) -> Sequence[KnownAppointment]:
    """Her meetings of today that are neither over nor called off."""
    start = clock.midnight(clock.today())
    end = clock.midnight(clock.today() + timedelta(days=1))
    found = service.between(citizen, max(start, clock.now()), end)
    return [one for one in found if one.cancelled_at is None]


def ill_today(*, actor: audit.Actor) -> int:
    """She cannot come today: whoever holds a meeting hears of that one alone, and not why. Returns how many were told.

    A decided meeting stays as it is: a message is not an excuse.
    """
    assert actor.person_id is not None  # noqa: S101 - the door let a citizen in
    with transaction():
        open_ones = [one for one in today_of(actor.person_id) if one.declined_at is None]
        for one in open_ones:
            service.decline(appointment_id=one.id, actor=actor)
        return len(open_ones)


def late(*, appointment_id: uuid.UUID, actor: audit.Actor) -> None:
    """She comes some minutes later; whoever holds it is told once. Raises NotFound, Cancelled, Over or NotToday."""
    with transaction() as session:
        meeting = service.open_of(session, appointment_id, actor)
        if not rules.is_late_now(meeting.starts_at, meeting.ends_at, clock.now()):
            raise NotToday
        if meeting.own_late_at is None:
            meeting.own_late_at = clock.now()
            _ask(tasks.LATE, meeting, actor)
            audit.write(event="appointment.late", citizen=meeting.citizen_id, actor=actor, about=meeting.id)


def another_time(*, appointment_id: uuid.UUID, actor: audit.Actor) -> None:
    """She asks for another time; the meeting stays until there is one. Raises NotFound, Cancelled or Over."""
    with transaction() as session:
        meeting = service.open_of(session, appointment_id, actor)
        if not asks_for_another_time(meeting.citizen_id, meeting.id):
            _ask(tasks.OTHER_TIME, meeting, actor)


def asks_for_another_time(citizen: uuid.UUID, appointment_id: uuid.UUID) -> bool:
    """Whether her wish for another time of this meeting still waits."""
    return any(one.about == appointment_id for one in tasks.all_asked_by(citizen, tasks.OTHER_TIME))


def ask_question(*, appointment_id: uuid.UUID, ready: str | None, own: str, language: str, actor: audit.Actor) -> None:
    """A question or point of hers for a meeting that lies ahead; a ready-made one stands in every language at once.

    Raises NotFound, Cancelled, Over, Empty, TooLong or TooMany.
    """
    with transaction() as session:
        meeting = service.open_of(session, appointment_id, actor)
        chosen = questions().get(ready or "")
        words = chosen.words if chosen else {language: own.strip()}
        known = [one.words for one in lines.of_one(meeting.id, lines.QUESTION)]
        if words not in known:
            about = {"appointment": meeting.id, "citizen": meeting.citizen_id}
            lines.add(**about, kind=lines.QUESTION, words=words, written_in=language, actor=actor)
            audit.write(event="appointment.question", citizen=meeting.citizen_id, actor=actor, about=meeting.id)


def drop_question(*, appointment_id: uuid.UUID, line_id: uuid.UUID, actor: audit.Actor) -> None:
    """She takes a question of hers back. Raises NotFound."""
    with reading():
        if actor.person_id is None:
            raise NotFound
        service.one(appointment_id, actor.person_id)
    lines.take_away(line_id=line_id, appointment=appointment_id, kind=lines.QUESTION, actor=actor)


def _ask(kind: str, meeting: Appointment, actor: audit.Actor) -> None:
    tasks.ask(
        kind=kind,
        citizen=meeting.citizen_id,
        owner=meeting.owner_id,
        key=new_id(),
        with_interpreter=meeting.interpreter_language is not None,
        about=meeting.id,
        visible_to=told_to(meeting.owner_role, meeting.visible_to),
        actor=actor,
    )
