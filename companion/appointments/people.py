"""Who else comes to a meeting: staff by name, people outside by the words of their role; the same on both screens."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from companion.accounts.contacts import Contact, contacts
from companion.appointments.records import AppointmentPerson
from companion.foundation import crypto
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Invalid

MOST_STAFF, MOST_OUTSIDE = 6, 6
LONGEST = 80  # letters of "own GP"


class WhoIsThat(Invalid):
    """Somebody was chosen who has no role today, or too many people."""

    sentence = N_("Vælg højst seks, og kun medarbejdere, der er her i dag.")


@dataclass(frozen=True)
class Participant:
    """Somebody who comes: `contact` for staff (None once the person has left), `who` for a person outside."""

    staff_id: uuid.UUID | None
    role: str | None
    contact: Contact | None
    who: str | None


def put(*, appointment: uuid.UUID, citizen: uuid.UUID, staff: Sequence[uuid.UUID], outside: Sequence[str]) -> None:
    """These come, and no others, besides whoever holds the meeting. Raises WhoIsThat."""
    known = contacts(staff)
    if len(known) != len(set(staff)) or len(known) > MOST_STAFF or len(outside) > MOST_OUTSIDE:
        raise WhoIsThat
    if any(not 0 < len(who) <= LONGEST for who in outside):
        raise WhoIsThat
    with transaction() as session:
        session.execute(delete(AppointmentPerson).where(AppointmentPerson.appointment_id == appointment))
        links = {"appointment_id": appointment, "citizen_id": citizen}
        for one in dict.fromkeys(staff):
            session.add(AppointmentPerson(**links, id=new_id(), staff_id=one, staff_role=known[one].role))
        for who in outside:
            key = new_id()
            sealed = crypto.seal(who, table="appointment_person", row=key, field="who")
            session.add(AppointmentPerson(**links, id=key, who=sealed))


def of(appointments: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Participant]]:
    """Who else comes to each of these meetings: staff first, then the others."""
    chosen = select(AppointmentPerson.__table__).where(AppointmentPerson.appointment_id.in_(list(appointments)))
    found: dict[uuid.UUID, list[Participant]] = defaultdict(list)
    with reading() as db:
        rows = db.execute(chosen.order_by(AppointmentPerson.who.is_not(None), AppointmentPerson.id)).all()
    known = contacts({row.staff_id for row in rows if row.staff_id})
    for row in rows:
        who = crypto.unseal(row.who, table="appointment_person", row=row.id, field="who") if row.who else None
        found[row.appointment_id].append(Participant(row.staff_id, row.staff_role, known.get(row.staff_id), who))
    return found


def comes_to(staff: uuid.UUID, role: str, citizen: uuid.UUID) -> set[uuid.UUID]:
    """The meetings of this citizen that somebody comes to in this role without holding them."""
    invited = select(AppointmentPerson.appointment_id).where(
        AppointmentPerson.staff_id == staff,
        AppointmentPerson.staff_role == role,
        AppointmentPerson.citizen_id == citizen,
    )
    with reading() as db:
        return set(db.scalars(invited))
