"""Roles and units of staff as their own sign-on names them: what it no longer names has ended."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from companion.accounts import roll, service
from companion.accounts.enrolment import INTERPRETER, WITH_A_UNIT
from companion.accounts.oidc_faults import NoAccess
from companion.accounts.records import Role
from companion.accounts.rules import CITIZEN, STAFF
from companion.accounts.service import Hours, KnownUnit
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, reading, transaction
from companion.language.table import SOURCE

GIVEN_BY_CLAIM = frozenset(STAFF) - {INTERPRETER}  # a person attests that an interpreter is an adult (R10)
SIGN_ON = audit.Actor(None, "system")


@dataclass(frozen=True)
class _Held:
    role: str
    unit_id: uuid.UUID | None
    phone: str | None
    hours: Hours | None


def follow(*, person: uuid.UUID, roles: object, units: object) -> None:
    """Hold from now on just what the claims name. Raises NoAccess where they name nothing that exists here.

    A unit is named by its id or its Danish name; the first one that exists today counts. A new role keeps the phone
    and hours of the one before it.
    """
    unit = _unit(texts(units))
    wanted = [role for role in texts(roles) if role in STAFF and (unit is not None or role not in WITH_A_UNIT)]
    with transaction():
        in_turn(person)
        held = _held(person)
        for one in held:
            if one.role not in wanted or (one.unit_id != _unit_of(one.role, unit) and one.role in WITH_A_UNIT):
                roll.end_role(person=person, role=one.role, actor=SIGN_ON)
        kept = {one.role for one in _held(person)}
        for role in dict.fromkeys(wanted):
            if role not in kept and role in GIVEN_BY_CLAIM:
                _give(person, role, unit, held)
                kept.add(role)
    if not kept:
        raise NoAccess


def _give(person: uuid.UUID, role: str, unit: KnownUnit | None, before: Iterable[_Held]) -> None:
    known = next(iter(before), None)
    service.give_role(
        person=person,
        role=role,
        unit=_unit_of(role, unit),
        phone=known.phone if known else None,
        hours=known.hours if known else None,
        actor=SIGN_ON,
    )


def _unit_of(role: str, unit: KnownUnit | None) -> uuid.UUID | None:
    return unit.id if unit is not None and role in WITH_A_UNIT else None


def _unit(named: Iterable[str]) -> KnownUnit | None:
    today = service.units_today()
    found = (unit for name in named for unit in today if name in (str(unit.id), unit.name.get(SOURCE)))
    return next(found, None)


def _held(person: uuid.UUID) -> list[_Held]:
    day = clock.today()
    mine = (Role.person_id == person, Role.role != CITIZEN, Role.valid_from <= day)
    query = select(Role.role, Role.unit_id, Role.phone, Role.hours_from, Role.hours_to).where(
        *mine, Role.valid_to.is_(None) | (Role.valid_to > day)
    )
    with reading() as db:
        rows = db.execute(query.order_by(Role.valid_from.desc())).all()
    return [
        _Held(row.role, row.unit_id, row.phone, Hours(row.hours_from, row.hours_to) if row.hours_from else None)
        for row in rows
    ]


def texts(claim: object) -> list[str]:
    """A claim is one text or a list of texts; anything else names nothing."""
    found = claim if isinstance(claim, list) else [claim]
    return [one for one in found if isinstance(one, str)]
