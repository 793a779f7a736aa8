"""People, units and roles: enrolling them and looking them up."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, select

from companion.accounts.records import Person, Role, Unit
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.language.text import Text


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


_UNITS = select(Unit.id, Unit.kind, Unit.name, Unit.phone).order_by(Unit.valid_from, Unit.id)


def _units(query: Any) -> Sequence[KnownUnit]:
    with reading() as db:
        return [KnownUnit(*row) for row in db.execute(query)]


def _on(record: type[Unit] | type[Role], day: date) -> ColumnElement[bool]:
    return (record.valid_from <= day) & (record.valid_to.is_(None) | (record.valid_to > day))
