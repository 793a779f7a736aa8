"""Everybody with an account, for whoever operates the installation: names, roles and units, nothing of a case."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from companion.accounts.records import Person, Role, Unit
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.language.text import Text

PAGE = 200  # people on one page of the list


@dataclass(frozen=True)
class OnTheRoll:
    """One person and one role held today, or none."""

    person_id: uuid.UUID
    name: str
    language: str
    disabled_at: datetime | None
    role: str | None
    unit_id: uuid.UUID | None
    unit_name: Text | None


def roll(*, role: str | None = None, name: str = "", after: int = 0) -> Sequence[OnTheRoll]:
    """A page of everybody, by name; with `role` only its holders today, with `name` only names that contain it."""
    day = clock.today()
    today = (Role.valid_from <= day) & (Role.valid_to.is_(None) | (Role.valid_to > day))
    query = (
        select(Person.id, Person.name, Person.language, Person.disabled_at, Role.role, Unit.id, Unit.name)
        .outerjoin(Role, (Role.person_id == Person.id) & today)
        .outerjoin(Unit, Unit.id == Role.unit_id)
        .where(Person.name.icontains(name, autoescape=True))
    )
    wanted = query.where(Role.role == role) if role else query
    with reading() as db:
        rows = db.execute(wanted.order_by(Person.name, Person.id, Role.role).offset(after).limit(PAGE))
        return [OnTheRoll(*row) for row in rows]


def end_role(*, person: uuid.UUID, role: str, actor: audit.Actor) -> None:
    """This person holds the role no longer; a phone signed in with it alone is out at its next request.

    Raises NotFound where the role is not held today.
    """
    day = clock.today()
    held = (Role.person_id == person, Role.role == role, Role.valid_to.is_(None) | (Role.valid_to > day))
    with transaction() as session:
        ended = session.scalars(update(Role).where(*held).values(valid_to=day).returning(Role.unit_id)).all()
        if not ended:
            raise NotFound
        audit.write(event="role.ended", citizen=None, actor=actor, unit=ended[0], about=person)
