"""Units over time, for whoever administers them: names, kinds, numbers, and from when to when each exists."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from companion.accounts.records import Role, Unit
from companion.accounts.rules import EMPLOYMENT_UNIT, HEALTH_UNIT
from companion.accounts.service import LONGEST_PHONE
from companion.accounts.vocabularies import UNIT_KIND, codes_on
from companion.accounts.wordings import cleaned
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.text import Text

PAGE = 50  # units on one page of the list


class UnitInUse(Conflict):
    """Somebody still works there on that day: a contact without a unit could not be shown to a citizen."""

    sentence = N_("Der er stadig medarbejdere i enheden. Giv dem en anden enhed først.")


class NumberWrong(Invalid):
    """A unit has a number people can call."""

    sentence = N_("Skriv et telefonnummer med højst 20 tegn.")


class KindUnknown(Invalid):
    """A kind is a word of the vocabulary, or one of the two that roles depend on."""

    sentence = N_("Vælg en slags fra listen.")


class DaysWrong(Invalid):
    """It ends after it begins."""

    sentence = N_("Den sidste dag skal ligge efter den første.")


@dataclass(frozen=True)
class DatedUnit:
    """A unit with the days it exists; `valid_to` is the first day it does not."""

    id: uuid.UUID
    kind: str
    name: Text
    phone: str
    valid_from: date
    valid_to: date | None

    @property
    def exists(self) -> bool:
        """Whether it exists today."""
        today = clock.today()
        return self.valid_from <= today and (self.valid_to is None or self.valid_to > today)


_EVERY = select(Unit.id, Unit.kind, Unit.name, Unit.phone, Unit.valid_from, Unit.valid_to)


def every(*, after: int = 0) -> Sequence[DatedUnit]:
    """A page of all units that are, were or will be; those without an end first."""
    order = (Unit.valid_to.is_not(None), Unit.valid_from, Unit.id)
    with reading() as db:
        return [DatedUnit(*row) for row in db.execute(_EVERY.order_by(*order).offset(after).limit(PAGE))]


def one(unit_id: uuid.UUID) -> DatedUnit:
    """One unit, whenever it exists. Raises NotFound."""
    with reading() as db:
        row = db.execute(_EVERY.where(Unit.id == unit_id)).one_or_none()
    if row is None:
        raise NotFound
    return DatedUnit(*row)


def kinds() -> Sequence[str]:
    """The kinds a new unit may have: the two that roles depend on, and the municipality's own words."""
    return list(dict.fromkeys((EMPLOYMENT_UNIT, HEALTH_UNIT, *codes_on(UNIT_KIND, clock.today()))))


def add(*, kind: str, name: Text, phone: str, valid_from: date, actor: audit.Actor) -> uuid.UUID:
    """A new unit from a day on. Raises NameMissing, NumberWrong or KindUnknown."""
    if kind not in kinds():
        raise KindUnknown
    made = Unit(id=new_id(), kind=kind, name=cleaned(name), phone=_number(phone), valid_from=valid_from)
    with transaction() as session:
        session.add(made)
        audit.write(event="unit.added", citizen=None, actor=actor, unit=made.id, about=made.id)
    return made.id


def rename(*, unit_id: uuid.UUID, name: Text, phone: str, actor: audit.Actor) -> None:
    """Another name or number, from now on. Raises NotFound, NameMissing or NumberWrong."""
    said, number = cleaned(name), _number(phone)
    with transaction() as session:
        found = session.get(Unit, unit_id)
        if found is None:
            raise NotFound
        found.name, found.phone = said, number
        audit.write(event="unit.changed", citizen=None, actor=actor, unit=unit_id, about=unit_id)


def end(*, unit_id: uuid.UUID, valid_to: date, actor: audit.Actor) -> None:
    """The unit no longer exists from this day on. Raises NotFound, DaysWrong or UnitInUse."""
    with transaction() as session:
        in_turn(unit_id)
        found = session.get(Unit, unit_id)
        if found is None:
            raise NotFound
        if valid_to <= found.valid_from:
            raise DaysWrong
        working = select(func.count()).where(
            Role.unit_id == unit_id, Role.valid_to.is_(None) | (Role.valid_to > valid_to)
        )
        if session.scalar(working):
            raise UnitInUse
        found.valid_to = valid_to
        audit.write(event="unit.ended", citizen=None, actor=actor, unit=unit_id, about=unit_id)


def _number(phone: str) -> str:
    said = " ".join(phone.split())
    if not 0 < len(said) <= LONGEST_PHONE:
        raise NumberWrong
    return said
