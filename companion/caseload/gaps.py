"""How many citizens have nobody responsible today: a gap that must be seen and closed."""

import uuid
from collections.abc import Collection

from sqlalchemy import bindparam, select

from companion.accounts.active import WITH_A_ROLE
from companion.accounts.citizens import going_on_today
from companion.caseload.records import Relation
from companion.foundation import clock
from companion.foundation.database import reading

_WITH_SOMEBODY = select(Relation.citizen_id).where(
    Relation.responsible,  # a relation with a reason never is
    Relation.starts_on <= bindparam("day"),
    Relation.ends_on.is_(None) | (Relation.ends_on > bindparam("day")),
    Relation.staff_id.in_(WITH_A_ROLE),
)


def without_responsible() -> int:
    """How many citizens nobody is responsible for today who can still sign in."""
    with reading() as db:
        with_somebody = set(db.scalars(_WITH_SOMEBODY, {"day": clock.today()}))
        return len(going_on_today() - with_somebody)


def lacking(citizens: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these citizens have nobody responsible today, though their case goes on."""
    if not citizens:
        return set()
    with reading() as db:
        with_somebody = set(db.scalars(_WITH_SOMEBODY, {"day": clock.today()}))
    return (set(citizens) & going_on_today()) - with_somebody
