"""Who is there for a citizen today, as one of them may know it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from companion.accounts.contacts import Contact, contacts
from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.caseload.records import Relation
from companion.foundation import clock
from companion.foundation.database import reading

_RESPONSIBLE_FIRST = (Relation.responsible.desc(), Relation.starts_on)


@dataclass(frozen=True)
class Around:
    """One member of staff around her."""

    contact: Contact
    responsible: bool
    source: str | None = None  # the outside system that says so


def staff_around(citizen: uuid.UUID, *, role: str) -> Sequence[Around]:
    """Lasting relations of today, the responsible one first.

    To an employment role only its own side: that somebody has a therapist is hers to tell (R3).
    To the citizen (`role="citizen"`) and to health roles all of them.
    """
    day = clock.today()
    lasting = select(Relation.staff_id, Relation.responsible, Relation.source).where(
        Relation.citizen_id == citizen,
        Relation.role.in_(_told_to(role)),
        Relation.reason.is_(None),
        Relation.starts_on <= day,
        Relation.ends_on.is_(None) | (Relation.ends_on > day),
    )
    with reading() as db:
        found: dict[uuid.UUID, tuple[bool, str | None]] = {}
        for staff, responsible, source in db.execute(lasting.order_by(*_RESPONSIBLE_FIRST)):
            found.setdefault(staff, (responsible, source))
    known = {one.person_id: one for one in contacts(found).values() if one.role in _told_to(role)}
    return [Around(known[staff], *told) for staff, told in found.items() if staff in known]


def _told_to(role: str) -> Sequence[str]:
    return (*EMPLOYMENT_ROLES, *HEALTH_ROLES) if role in (*HEALTH_ROLES, CITIZEN) else EMPLOYMENT_ROLES
