"""A message that did not reach its citizen ends with a person who is told: nothing is lost without being listed."""

import uuid

from companion.accounts.active import role_today
from companion.accounts.circles import circles_of, told_to
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.caseload import service as caseload
from companion.foundation import audit
from companion.foundation.database import new_id
from companion.foundation.errors import NotFound
from companion.nudges.records import Message
from companion.nudges.rules import CHANGE, NUDGE
from companion.tasks import service as tasks
from companion.tasks.unreached import UNREACHABLE

# Nobody has to be told of these.
KNOWN_ANYWAY = ("cancelled", "over", "own-act", "declined", "moved", "nothing", "withdrawn", "closed")


def tell(message: Message, why: str) -> None:
    """Ask the sender (of a change, whoever holds the meeting) to call instead; once, until that is done."""
    if why in KNOWN_ANYWAY or message.kind not in (NUDGE, CHANGE):
        return
    found = _owner(message)
    if found is None:
        return
    owner, circle = found
    waiting = tasks.waiting_for(owner, role=role_today(owner))
    if any((one.kind, one.citizen_id) == (UNREACHABLE, message.citizen_id) for one in waiting):
        return
    tasks.ask(
        kind=UNREACHABLE,
        citizen=message.citizen_id,
        owner=owner,
        key=new_id(),
        visible_to=circle,
        actor=audit.WORKER,
    )


def somebody_of_hers(citizen: uuid.UUID, circle: str) -> tuple[uuid.UUID, str] | None:
    """Whoever is responsible, or the health contact: the first whose role may see this circle."""
    for contact in (caseload.responsible_for(citizen), caseload.health_contact_of(citizen)):
        if contact is not None and circle in circles_of(contact.role):
            return contact.person_id, circle
    return None


def _owner(message: Message) -> tuple[uuid.UUID, str] | None:
    """The named person: the sender or the holder of the meeting, else somebody of hers who may know of it (R3)."""
    if message.kind == NUDGE:
        circle = message.visible_to
        if message.sender_id is not None and role_today(message.sender_id):
            return message.sender_id, circle
        return somebody_of_hers(message.citizen_id, circle)
    meeting = _meeting(message)
    if meeting is None:
        return None
    if role_today(meeting.owner_id):
        return meeting.owner_id, told_to(meeting.owner_role, meeting.visible_to)
    return somebody_of_hers(message.citizen_id, meeting.visible_to)


def _meeting(message: Message) -> KnownAppointment | None:
    try:
        return appointments.one(message.about, message.citizen_id) if message.about else None
    except NotFound:
        return None
