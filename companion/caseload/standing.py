"""Who answers for a citizen today: the responsible person, who covers, a colleague, or at least the unit's number."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from companion.accounts import service as accounts
from companion.accounts.contacts import Contact, colleagues, contacts
from companion.accounts.rules import EMPLOYMENT_UNIT, side_of
from companion.accounts.service import KnownUnit
from companion.caseload.absence import ahead
from companion.caseload.records import Relation
from companion.caseload.service import responsible_today
from companion.foundation.database import reading
from companion.foundation.errors import NotFound

_LAST_UNIT = (
    select(Relation.unit_id)
    .where(Relation.citizen_id == bindparam("citizen"), Relation.reason.is_(None))
    .order_by(Relation.responsible.desc(), Relation.starts_on.desc(), Relation.id)
    .limit(1)
)


@dataclass(frozen=True)
class Standing:
    """What Today says about the responsible person: never blank (S38, S7)."""

    contact: Contact | None
    back_on: date | None  # while away
    cover: Contact | None
    unit: KnownUnit | None  # where to call when nobody is responsible, or nobody covers

    @property
    def is_away(self) -> bool:
        """Whether the responsible person is away today."""
        return self.back_on is not None


def standing_for(citizen: uuid.UUID) -> Standing:
    """One select, and one more while somebody is away or nobody is there."""
    with reading():
        contact, back_on, cover_id = responsible_today(citizen)
        cover = contacts([cover_id]).get(cover_id) if cover_id else None
        gap = contact is None or (back_on is not None and cover is None)
        return Standing(contact, back_on, cover, unit_of(citizen) if gap else None)


def who_answers(citizen: uuid.UUID) -> Contact | None:
    """Who is asked when the responsible person does not answer: the cover, else a colleague who is there today."""
    with reading():
        standing = standing_for(citizen)
        if standing.cover is not None or standing.contact is None:
            return standing.cover
        role, unit = standing.contact.role, standing.contact.unit_id
        others = [one for one in colleagues(unit, side_of(role)) if one.person_id != standing.contact.person_id]
        away = {staff for staff, all_of in ahead({one.person_id for one in others}).items() if all_of[0].is_now}
        there = [one for one in others if one.person_id not in away and one.phone]
        return min(there, key=lambda one: one.role != role, default=None)


def unit_of(citizen: uuid.UUID) -> KnownUnit | None:
    """The unit that is hers: of whoever was last responsible, else the first for employment."""
    with reading() as db:
        found = db.scalar(_LAST_UNIT, {"citizen": citizen})
        try:
            return accounts.unit(found) if found else _first_unit()
        except NotFound:
            return _first_unit()


def _first_unit() -> KnownUnit | None:
    return next(iter(accounts.units_of_kind(EMPLOYMENT_UNIT)), None)
