"""Whoever else comes to a meeting hears what became of it, and whoever holds it of its interpreter: as tasks.

The citizen hears by a message, unless it was her own act; nobody hears of the own act.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from companion.accounts.circles import told_to
from companion.appointments import lines, people, rules
from companion.appointments.records import Appointment
from companion.caseload import service as caseload
from companion.foundation import audit
from companion.foundation.database import new_id
from companion.language.table import SOURCE
from companion.tasks import service as tasks


def others(meeting: Appointment, kind: str, actor: audit.Actor) -> None:
    """The meeting has a new time, or is called off: one line on the desk of everybody else who comes."""
    for known in (tasks.NEW_TIME, tasks.CALLED_OFF):
        tasks.settle(kind=known, about=meeting.id, actor=actor)
    for staff, role in _who_come(meeting):
        if staff != actor.person_id:
            _ask(kind, meeting, (staff, role), actor)


@dataclass(frozen=True)
class Need:
    """What an interpreter is booked for, and how far that is."""

    state: str | None
    wanted: Sequence[object]


def need_of(meeting: Appointment) -> Need:
    """Which interpreter, when and where: whatever of it changes has to be booked anew."""
    spoken = (meeting.interpreter_language, meeting.interpreter_dialect, meeting.interpreter_gender)
    there = (meeting.interpreter_form, meeting.form, (meeting.place or {}).get(SOURCE))
    when = (meeting.starts_at, meeting.ends_at, meeting.cancelled_at)
    not_them = tuple(line.words.get(SOURCE, "") for line in lines.of_one(meeting.id, lines.NOT_INTERPRETER))
    return Need(meeting.interpreter_state, (*spoken, *there, *when, not_them))


def interpreter_anew(meeting: Appointment, before: Need, actor: audit.Actor) -> None:
    """What was booked (or not found) for another need is asked for again, and whoever holds the meeting is told."""
    now = need_of(meeting)
    if now.wanted == before.wanted or before.state not in (rules.BOOKED, rules.NOT_FOUND):
        return
    if now.state not in (None, before.state):
        return  # the same form says how far it is
    if meeting.interpreter_language is not None:
        meeting.interpreter_state = rules.ASKED
    if before.state == rules.BOOKED and not tasks.is_waiting(kind=tasks.INTERPRETER, about=meeting.id):
        _ask(tasks.INTERPRETER, meeting, (meeting.owner_id, meeting.owner_role), actor)


def _who_come(meeting: Appointment) -> Iterator[tuple[uuid.UUID, str]]:
    yield meeting.owner_id, meeting.owner_role
    for one in people.of([meeting.id]).get(meeting.id, []):
        if one.staff_id and one.role and one.contact and _is_there(one.staff_id, meeting.citizen_id):
            yield one.staff_id, one.role


def _is_there(staff: uuid.UUID, citizen: uuid.UUID) -> bool:
    """Somebody who is not there for her any more is told nothing."""
    return citizen in {charge.citizen_id for charge in caseload.charges_of(staff) if charge.lasting}


def _ask(kind: str, meeting: Appointment, whom: tuple[uuid.UUID, str], actor: audit.Actor) -> None:
    owner, role = whom
    tasks.ask(
        kind=kind,
        citizen=meeting.citizen_id,
        owner=owner,
        key=new_id(),
        with_interpreter=meeting.interpreter_language is not None,
        about=meeting.id,
        visible_to=told_to(role, meeting.visible_to),
        actor=actor,
    )
