"""Enrolling somebody: a person with a first role; nobody under 18 unless the installation says so (R12, R10)."""

import uuid
from dataclasses import dataclass
from datetime import date

from companion.accounts import service
from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES, ROLES, is_adult
from companion.accounts.service import Hours
from companion.foundation import audit, clock, runtime
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Invalid

INTERPRETER = "interpreter"
WITH_A_UNIT = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)  # whom a citizen can call: name, phone and the unit behind


class NotAdult(Invalid):
    """Nobody says that this person is 18; the installation takes adults only, and interpreters always are."""

    sentence = N_("Personen skal være fyldt 18 år.")


class UnitNeeded(Invalid):
    """A contact without a unit could not be shown to a citizen."""

    sentence = N_("Rollen skal høre til en enhed.")


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be enrolled. `born` is known where a CPR number says it; else an adult is attested by a person."""

    name: str
    language: str
    role: str
    phone: str | None = None
    unit: uuid.UUID | None = None
    hours: Hours | None = None
    attested_adult: bool = False
    born: date | None = None


def enrol(newcomer: Newcomer, *, actor: audit.Actor) -> uuid.UUID:
    """A new person with her first role. Raises NotAdult, UnitNeeded, NotFound (unit) or Invalid (role)."""
    if newcomer.role not in ROLES:
        raise Invalid
    if not _may_be_enrolled(newcomer):
        raise NotAdult
    citizen = newcomer.role == CITIZEN
    with transaction():
        refuse_without_unit(newcomer.role, newcomer.unit)
        person = service.add_person(
            name=newcomer.name, language=newcomer.language, phone=newcomer.phone if citizen else None
        )
        service.give_role(
            person=person,
            role=newcomer.role,
            unit=newcomer.unit,
            phone=None if citizen else newcomer.phone,
            hours=newcomer.hours,
            actor=actor,
        )
        if citizen:
            audit.write(event="person.enrolled", citizen=person, actor=actor)
    return person


def refuse_without_unit(role: str, unit: uuid.UUID | None) -> None:
    """Raises UnitNeeded for a contact without a unit, NotFound for a unit that is not there."""
    if unit is not None:
        service.unit(unit)
    elif role in WITH_A_UNIT:
        raise UnitNeeded


def _may_be_enrolled(newcomer: Newcomer) -> bool:
    if newcomer.role != INTERPRETER and (newcomer.role != CITIZEN or runtime.current().config.allow_under_18):
        return True
    if newcomer.born is not None:
        return is_adult(newcomer.born, clock.today())
    return newcomer.attested_adult
