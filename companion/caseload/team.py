"""Everybody around a citizen: who, in which role, when to call, when to drop in, who covers (S12, S47)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from companion.accounts.contacts import Contact, contacts
from companion.accounts.rules import HEALTH_ROLES
from companion.caseload import drop_in
from companion.caseload.absence import Away, ahead
from companion.caseload.drop_in import Hours, Slot
from companion.caseload.records import Relation
from companion.foundation import clock
from companion.foundation.database import reading

_AROUND = (
    select(Relation.staff_id, Relation.responsible)
    .where(
        Relation.citizen_id == bindparam("citizen"),
        Relation.reason.is_(None),
        Relation.starts_on <= bindparam("day"),
        Relation.ends_on.is_(None) | (Relation.ends_on > bindparam("day")),
    )
    .order_by(Relation.responsible.desc(), Relation.starts_on, Relation.id)
)


@dataclass(frozen=True)
class Member:
    """One person around her."""

    contact: Contact
    responsible: bool
    absences: Sequence[Away]
    hours: Sequence[Hours]
    slot: Slot | None

    @property
    def is_health(self) -> bool:
        """Whether this person may see what is about health."""
        return self.contact.role in HEALTH_ROLES

    @property
    def away(self) -> Away | None:
        """The absence that goes on today."""
        return next((one for one in self.absences if one.is_now), None)


def team_of(citizen: uuid.UUID) -> Sequence[Member]:
    """Who is around her today, the responsible person first; who has left is not here: the gap is told instead."""
    with reading() as db:
        rows = db.execute(_AROUND, {"citizen": citizen, "day": clock.today()}).all()
        responsible = {row.staff_id for row in rows if row.responsible}
        people = contacts({row.staff_id for row in rows})
        absences, hours = ahead(people), drop_in.of(people)
    order = list(dict.fromkeys(row.staff_id for row in rows if row.staff_id in people))
    return [
        _member(people[staff], staff in responsible, absences.get(staff, ()), hours.get(staff, ())) for staff in order
    ]


def _member(contact: Contact, responsible: bool, absences: Sequence[Away], hours: Sequence[Hours]) -> Member:
    now = next((one for one in absences if one.is_now), None)
    slot = drop_in.next_slot(hours, not_before=clock.midnight(now.back_on) if now else None)
    return Member(contact, responsible, absences, hours, slot)
