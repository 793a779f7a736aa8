"""Who may get in today at all: somebody with a role today who is not disabled; every way in asks this."""

import uuid

from sqlalchemy import bindparam, select

from companion.accounts.records import Person, Role
from companion.foundation import clock
from companion.foundation.database import reading

WITH_A_ROLE = (
    select(Role.person_id)
    .join(Person, Person.id == Role.person_id)
    .where(
        Person.disabled_at.is_(None),
        Role.valid_from <= bindparam("day"),
        Role.valid_to.is_(None) | (Role.valid_to > bindparam("day")),
    )
)
_ROLE = WITH_A_ROLE.where(Person.id == bindparam("person")).with_only_columns(Role.role).order_by(Role.valid_from)


def role_today(person: uuid.UUID) -> str | None:
    """The role this person is signed in with today; None for somebody unknown, disabled or without a role."""
    with reading() as db:
        return db.execute(_ROLE.limit(1), {"person": person, "day": clock.today()}).scalar_one_or_none()
