"""Everybody who is a citizen here today, by id alone."""

import uuid
from datetime import date

from companion.accounts.active import WITH_A_ROLE
from companion.accounts.records import Person, Role
from companion.accounts.rules import CITIZEN
from companion.foundation import clock
from companion.foundation.database import reading


def citizens_on(day: date) -> set[uuid.UUID]:
    """Who holds the role that day and is not disabled."""
    with reading() as db:
        return set(db.scalars(WITH_A_ROLE.where(Role.role == CITIZEN), {"day": day}))


def going_on_today() -> set[uuid.UUID]:
    """Who holds the role today, is not disabled, and whose case has not ended."""
    going_on = WITH_A_ROLE.where(Role.role == CITIZEN, Person.case_ended_at.is_(None))
    with reading() as db:
        return set(db.scalars(going_on, {"day": clock.today()}))
