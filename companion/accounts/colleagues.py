"""People who work here, with their roles over time, for whoever administers them; a citizen is never among them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import exists, func, select, update

from companion.accounts.enrolment import INTERPRETER, refuse_without_unit
from companion.accounts.records import Person, Role, Unit
from companion.accounts.rules import CITIZEN, STAFF
from companion.accounts.service import LONGEST_NAME, LONGEST_PHONE, Hours
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from companion.language.text import Text

PAGE = 50  # people on one page of the list
ADMINISTRATOR = "administrator"
_LOCK = uuid.UUID("5a0c52f5-6c2d-4d5e-9d4f-f0b6d55d6c11")  # one at a time takes administrators away


class NotYourself(NotAllowed):
    """Nobody gives or takes her own rights: a colleague does."""

    sentence = N_("Du kan ikke ændre dine egne rettigheder. Bed en kollega om det.")


class LastAdministrator(Conflict):
    """Somebody has to be able to let others in."""

    sentence = N_("Det er den eneste administrator. Giv en anden rollen først.")


class RoleDaysWrong(Invalid):
    """From today or later; the end lies after the beginning."""

    sentence = N_("Første dag skal være i dag eller senere. Sidste dag skal ligge efter den.")


class AdultNeeded(Invalid):
    """Whoever interprets is 18, and a person has seen proof (R10)."""

    sentence = N_("Sæt hak ved, at du har set, at tolken er fyldt 18 år.")


class RoleWrong(Invalid):
    """One of the roles of people who work here, with a number of at most 20 characters."""

    sentence = N_("Vælg en rolle fra listen. Et nummer har højst 20 tegn.")


@dataclass(frozen=True)
class Colleague:
    """Somebody who works here, worked here, or will."""

    id: uuid.UUID
    name: str
    language: str
    disabled_at: datetime | None


@dataclass(frozen=True)
class HeldRole:
    """A role with the days it is held; `valid_to` is the first day it is not."""

    id: uuid.UUID
    person_id: uuid.UUID
    role: str
    unit_id: uuid.UUID | None
    unit_name: Text | None
    phone: str | None
    hours_from: time | None
    hours_to: time | None
    valid_from: date
    valid_to: date | None

    @property
    def is_over(self) -> bool:
        """Whether it is no longer held."""
        return self.valid_to is not None and self.valid_to <= clock.today()


@dataclass(frozen=True)
class NewRole:
    """A role to give: what, where, how to call, and from when to when."""

    role: str
    unit: uuid.UUID | None
    phone: str | None
    hours: Hours | None
    valid_from: date
    valid_to: date | None = None
    attested_adult: bool = False


_WORKS = exists().where(Role.person_id == Person.id, Role.role.in_(STAFF))
_PEOPLE = select(Person.id, Person.name, Person.language, Person.disabled_at).where(_WORKS)


def colleagues(*, name: str = "", after: int = 0) -> Sequence[Colleague]:
    """A page of everybody who works or worked here, by name; open accounts first."""
    wanted = _PEOPLE.where(Person.name.icontains(name, autoescape=True), Person.erased_at.is_(None))
    order = (Person.disabled_at.is_not(None), Person.name, Person.id)
    with reading() as db:
        return [Colleague(*row) for row in db.execute(wanted.order_by(*order).offset(after).limit(PAGE))]


def colleague(person: uuid.UUID) -> Colleague:
    """One of them. Raises NotFound, for a citizen too."""
    with reading() as db:
        row = db.execute(_PEOPLE.where(Person.id == person)).one_or_none()
    if row is None:
        raise NotFound
    return Colleague(*row)


def roles_of(people: Sequence[uuid.UUID]) -> Sequence[HeldRole]:
    """Their roles at work, over time; that somebody is a citizen too stands nowhere here."""
    held: Any = (
        Role.id,
        Role.person_id,
        Role.role,
        Role.unit_id,
        Unit.name,
        Role.phone,
        Role.hours_from,
        Role.hours_to,
    )
    query = (
        select(*held, Role.valid_from, Role.valid_to)
        .outerjoin(Unit, Unit.id == Role.unit_id)
        .where(Role.person_id.in_(people), Role.role != CITIZEN)
        .order_by(Role.valid_to.is_not(None), Role.valid_from.desc(), Role.id)
    )
    with reading() as db:
        rows: Sequence[Any] = db.execute(query).all()
    return [HeldRole(*row) for row in rows]


def check(new: NewRole) -> None:
    """Raises RoleWrong, UnitNeeded, NotFound (unit), RoleDaysWrong or AdultNeeded."""
    if new.role not in STAFF or len(new.phone or "") > LONGEST_PHONE:
        raise RoleWrong
    refuse_without_unit(new.role, new.unit)
    if new.valid_from < clock.today() or (new.valid_to is not None and new.valid_to <= new.valid_from):
        raise RoleDaysWrong
    if new.role == INTERPRETER and not new.attested_adult:
        raise AdultNeeded


def give(*, person: uuid.UUID, new: NewRole, actor: audit.Actor) -> None:
    """Give a colleague a role for a time. Raises NotFound, NotYourself and what `check` raises."""
    if person == actor.person_id:
        raise NotYourself
    colleague(person)
    check(new)
    _put(person, new, actor)


def take_on(*, name: str, language: str, new: NewRole, actor: audit.Actor) -> uuid.UUID:
    """Somebody new, with a first role; the code to get in is another step. Raises Invalid and what `check` raises."""
    said = " ".join(name.split())
    if not 0 < len(said) <= LONGEST_NAME:
        raise Invalid
    check(new)
    made = Person(id=new_id(), name=said, language=language, phone=None, created_at=clock.now())
    with transaction() as session:
        session.add(made)
        session.flush()
        _put(made.id, new, actor)
    return made.id


def end_role(*, role_id: uuid.UUID, valid_to: date, actor: audit.Actor) -> uuid.UUID:
    """The role is held until the day before; whose it was.

    Raises NotFound, NotYourself, RoleDaysWrong or LastAdministrator.
    """
    with transaction() as session:
        in_turn(_LOCK)
        found = session.get(Role, role_id)
        if found is None or found.role == CITIZEN:
            raise NotFound
        if found.person_id == actor.person_id:
            raise NotYourself
        if valid_to < max(clock.today(), found.valid_from):
            raise RoleDaysWrong
        if found.role == ADMINISTRATOR:
            refuse_last(found.person_id)
        session.execute(update(Role).where(Role.id == role_id).values(valid_to=valid_to))
        audit.write(event="role.ended", citizen=None, actor=actor, unit=found.unit_id, about=found.person_id)
        return found.person_id


def refuse_last(person: uuid.UUID) -> None:
    """Raises LastAdministrator when nobody but this person is one, today and without an end."""
    others = (
        select(func.count())
        .select_from(Role)
        .join(Person, Person.id == Role.person_id)
        .where(
            Role.role == ADMINISTRATOR,
            Role.person_id != person,
            Role.valid_from <= clock.today(),
            Role.valid_to.is_(None),
            Person.disabled_at.is_(None),
        )
    )
    with reading() as db:
        if not db.scalar(others):
            raise LastAdministrator


def is_administrator(person: uuid.UUID) -> bool:
    """Whether this person is one today or will be."""
    return any(one.role == ADMINISTRATOR and not one.is_over for one in roles_of([person]))


def _put(person: uuid.UUID, new: NewRole, actor: audit.Actor) -> None:
    hours = new.hours
    made = Role(person_id=person, role=new.role, unit_id=new.unit, phone=new.phone or None)
    made.hours_from, made.hours_to = (hours.start, hours.end) if hours else (None, None)
    made.valid_from, made.valid_to = new.valid_from, new.valid_to
    with transaction() as session:
        session.add(made)
        audit.write(event="role.given", citizen=None, actor=actor, unit=new.unit, about=person)
