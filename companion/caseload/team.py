"""Everybody around a citizen: who, in which role, when to call, when to drop in, who covers (S12, S47)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from companion.accounts.contacts import Contact
from companion.accounts.rules import CITIZEN, HEALTH_ROLES
from companion.caseload import drop_in
from companion.caseload.absence import Away, ahead
from companion.caseload.around_her import Around, staff_around
from companion.caseload.drop_in import Hours, Slot
from companion.foundation import clock
from companion.foundation.database import reading


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
    with reading():
        around = staff_around(citizen, role=CITIZEN)
        people = [one.contact.person_id for one in around]
        absences, hours = ahead(people), drop_in.of(people)
    return [_member(one, absences, hours) for one in around]


def _member(
    who: Around, absent: Mapping[uuid.UUID, Sequence[Away]], sits: Mapping[uuid.UUID, Sequence[Hours]]
) -> Member:
    person = who.contact.person_id
    absences, hours = absent.get(person, ()), sits.get(person, ())
    now = next((one for one in absences if one.is_now), None)
    slot = drop_in.next_slot(hours, not_before=clock.midnight(now.back_on) if now else None)
    return Member(who.contact, who.responsible, absences, hours, slot)
