"""People, units and roles: enrolling them and looking them up."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, select, update

from companion.accounts.records import Person, Role, Unit
from companion.accounts.rules import CITIZEN
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import Invalid, NotFound
from companion.language.text import Text

LONGEST_NAME, LONGEST_PHONE = 200, 20  # letters, as the columns have them


@dataclass(frozen=True)
class KnownUnit:
    """A unit as other rooms see it."""

    id: uuid.UUID
    kind: str
    name: Text
    phone: str


@dataclass(frozen=True)
class KnownPerson:
    """A person as other rooms see them."""

    id: uuid.UUID
    name: str
    language: str
    phone: str | None


@dataclass(frozen=True)
class Hours:
    """When somebody can be called on working days, on a Danish wall clock."""

    start: time
    end: time


def add_unit(*, kind: str, name: Text, phone: str) -> uuid.UUID:
    """A new unit, valid from today."""
    with transaction() as session:
        unit = Unit(kind=kind, name=name, phone=phone, valid_from=clock.today())
        session.add(unit)
        session.flush()
        return unit.id


def add_person(*, name: str, language: str, phone: str | None = None, persona: str | None = None) -> uuid.UUID:
    """A new person without any role yet."""
    with transaction() as session:
        person = Person(name=name, language=language, phone=phone, persona=persona, created_at=clock.now())
        session.add(person)
        session.flush()
        return person.id


def give_role(
    *,
    person: uuid.UUID,
    role: str,
    unit: uuid.UUID | None = None,
    phone: str | None = None,
    hours: Hours | None = None,
    actor: audit.Actor,
) -> None:
    """This person holds a role from today."""
    with transaction() as session:
        session.add(
            Role(
                person_id=person,
                role=role,
                unit_id=unit,
                phone=phone,
                hours_from=hours.start if hours else None,
                hours_to=hours.end if hours else None,
                valid_from=clock.today(),
            )
        )
        audit.write(event="role.given", citizen=None, actor=actor, unit=unit, about=person)


def choose_language(*, person: uuid.UUID, language: str) -> None:
    """From now on this person reads in another language."""
    with transaction() as session:
        found = session.get(Person, person)
        if found is None:
            raise NotFound
        found.language = language


def unit(unit_id: uuid.UUID) -> KnownUnit:
    """One unit. Raises NotFound."""
    found = _units(_UNITS.where(Unit.id == unit_id))
    if not found:
        raise NotFound
    return found[0]


def units_of_kind(kind: str) -> Sequence[KnownUnit]:
    """The units of one kind that exist today."""
    return _units(_UNITS.where(Unit.kind == kind, _on(Unit, clock.today())))


def units_today() -> Sequence[KnownUnit]:
    """Every unit that exists today."""
    return _units(_UNITS.where(_on(Unit, clock.today())))


def person(person_id: uuid.UUID) -> KnownPerson:
    """One person who is not disabled. Raises NotFound."""
    query = select(Person.id, Person.name, Person.language, Person.phone)
    with reading() as db:
        row = db.execute(query.where(Person.id == person_id, Person.disabled_at.is_(None))).one_or_none()
    if row is None:
        raise NotFound
    return KnownPerson(*row)


def people(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, KnownPerson]:
    """These persons in one select; who is disabled or unknown is missing."""
    query = select(Person.id, Person.name, Person.language, Person.phone)
    with reading() as db:
        rows = db.execute(query.where(Person.id.in_(list(ids)), Person.disabled_at.is_(None)))
        return {row[0]: KnownPerson(*row) for row in rows}


def last_role(person_id: uuid.UUID) -> str:
    """The staff role this person holds, or held last. Raises NotFound for who never had one."""
    held = select(Role.role).where(Role.person_id == person_id, Role.role != CITIZEN)
    with reading() as db:
        found = db.scalar(held.order_by(Role.valid_to.is_not(None), Role.valid_to.desc(), Role.valid_from).limit(1))
    if found is None:
        raise NotFound
    return found


def correct(*, person: uuid.UUID, name: str | None, phone: str | None, actor: audit.Actor) -> None:
    """Put a name or a phone number right; what is None stays. Raises NotFound, or Invalid for an empty name."""
    changes = {key: said.strip() for key, said in (("name", name), ("phone", phone)) if said is not None}
    if not changes or not changes.get("name", "-") or len(changes.get("name", "")) > LONGEST_NAME:
        raise Invalid
    if len(changes.get("phone", "")) > LONGEST_PHONE:
        raise Invalid
    theirs = update(Person).where(Person.id == person, Person.erased_at.is_(None))
    citizen = select(Role.id).where(Role.person_id == person, Role.role == CITIZEN)
    with transaction() as session:
        values: dict[str, str | None] = {key: said or None for key, said in changes.items()}
        if session.scalar(theirs.values(**values).returning(Person.id)) is None:
            raise NotFound
        hers = session.scalar(citizen.limit(1)) is not None
        audit.write(event="person.corrected", citizen=person if hers else None, actor=actor, about=person)


_UNITS = select(Unit.id, Unit.kind, Unit.name, Unit.phone).order_by(Unit.valid_from, Unit.id)


def _units(query: Any) -> Sequence[KnownUnit]:
    with reading() as db:
        return [KnownUnit(*row) for row in db.execute(query)]


def _on(record: type[Unit] | type[Role], day: date) -> ColumnElement[bool]:
    return (record.valid_from <= day) & (record.valid_to.is_(None) | (record.valid_to > day))
