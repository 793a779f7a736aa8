"""Finding one citizen by a number that staff were given: her CPR number or her phone number, both whole."""

import re
import uuid

from sqlalchemy import func, select

from companion.accounts import cpr
from companion.accounts.active import WITH_A_ROLE
from companion.accounts.records import Person, Role
from companion.accounts.rules import CITIZEN
from companion.foundation import clock
from companion.foundation.database import reading

PHONE_DIGITS = 8  # a Danish number without +45 (National numbering plan)
_COUNTRY = re.compile(r"^(?:\+|00)45")


def citizen_by_number(number: str) -> uuid.UUID | None:
    """The citizen with this number who can sign in today; None for nobody, and for a phone that several have."""
    bare = _COUNTRY.sub("", re.sub(r"[\s-]", "", number))
    if not bare.isascii() or not bare.isdigit():
        return None
    found = _by_phone(bare) if len(bare) == PHONE_DIGITS else [cpr.find(bare)]
    with reading() as db:
        active = set(db.scalars(WITH_A_ROLE.where(Role.role == CITIZEN), {"day": clock.today()}))
    known = [person for person in found if person in active]
    return known[0] if len(known) == 1 else None


def _by_phone(digits: str) -> list[uuid.UUID | None]:
    bare = func.replace(func.replace(Person.phone, " ", ""), "+45", "")
    with reading() as db:
        return list(db.scalars(select(Person.id).where(bare == digits)))
