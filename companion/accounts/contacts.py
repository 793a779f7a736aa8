"""How members of staff can be reached: name, role, phone, hours and unit, in one select."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import bindparam, select

from companion.accounts.active import WITH_A_ROLE
from companion.accounts.records import Person, Role, Unit
from companion.foundation import clock
from companion.foundation.database import reading
from companion.language.text import Text


@dataclass(frozen=True)
class Contact:
    """Somebody a citizen can call: the role's own phone and hours, and the unit behind it."""

    person_id: uuid.UUID
    name: str
    role: str
    phone: str | None
    hours_from: time | None
    hours_to: time | None
    unit_id: uuid.UUID
    unit_name: Text


_CONTACTS_TODAY = (
    select(Person.id, Person.name, Role.role, Role.phone, Role.hours_from, Role.hours_to, Unit.id, Unit.name)
    .join(Role, Role.person_id == Person.id)
    .join(Unit, Unit.id == Role.unit_id)
    .where(
        Person.disabled_at.is_(None),
        Role.valid_from <= bindparam("day"),
        Role.valid_to.is_(None) | (Role.valid_to > bindparam("day")),
    )
)
_OF_UNIT = _CONTACTS_TODAY.where(
    Unit.id == bindparam("unit"), Role.role.in_(bindparam("roles", expanding=True))
).order_by(Person.name, Person.id)
_OF_ROLES = _CONTACTS_TODAY.where(Role.role.in_(bindparam("roles", expanding=True))).order_by(Person.name, Person.id)
_BY_IDS = _CONTACTS_TODAY.where(Person.id.in_(bindparam("ids", expanding=True)))


def contact_chosen_by(staff: Any) -> Any:
    """The select of the one contact whose person id `staff` selects: built once, asked with `day`."""
    return _CONTACTS_TODAY.where(Person.id == staff.scalar_subquery())


def contacts(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Contact]:
    """The contacts of these members of staff; somebody without a role today is missing."""
    wanted = list(ids)
    if not wanted:
        return {}
    with reading() as db:
        rows = db.execute(_BY_IDS, {"ids": wanted, "day": clock.today()})
        return {row[0]: Contact(*row) for row in rows}


def colleagues(unit: uuid.UUID, roles: Iterable[str]) -> Sequence[Contact]:
    """Everybody of this unit who holds one of these roles today, by name."""
    with reading() as db:
        rows = db.execute(_OF_UNIT, {"unit": unit, "roles": list(roles), "day": clock.today()})
        return [Contact(*row) for row in rows]


def everybody_in(roles: Iterable[str]) -> Sequence[Contact]:
    """Everybody of any unit who holds one of these roles today, by name."""
    with reading() as db:
        return [Contact(*row) for row in db.execute(_OF_ROLES, {"roles": list(roles), "day": clock.today()})]


def leavers_of(unit: uuid.UUID, roles: Iterable[str]) -> set[uuid.UUID]:
    """Who held one of these roles at this unit and has no role at all today: what they held waits for somebody."""
    held = select(Role.person_id).where(Role.unit_id == unit, Role.role.in_(list(roles)))
    with reading() as db:
        return set(db.scalars(held.where(Role.person_id.not_in(WITH_A_ROLE)), {"day": clock.today()}))
