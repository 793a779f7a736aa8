"""Whose phone a sign-in was, and between which moments it could be used: what a breach report asks."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from companion.accounts.active import role_today
from companion.accounts.records import SignIn
from companion.accounts.rules import CITIZEN, sign_in_life
from companion.foundation.database import reading
from companion.foundation.errors import NotFound


@dataclass(frozen=True)
class Phone:
    """One signed-in phone: whose it is, since when, and until when at the latest."""

    person_id: uuid.UUID
    signed_in_at: datetime
    ends_at: datetime


def phone(sign_in_id: uuid.UUID) -> Phone:
    """The phone behind a sign-in. Raises NotFound."""
    columns = select(SignIn.person_id, SignIn.signed_in_at, SignIn.ended_at, SignIn.own_phone)
    with reading() as db:
        row = db.execute(columns.where(SignIn.id == sign_in_id)).one_or_none()
    if row is None:
        raise NotFound
    staff = role_today(row.person_id) != CITIZEN
    runs_out = row.signed_in_at + sign_in_life(staff=staff, own_phone=row.own_phone)
    return Phone(row.person_id, row.signed_in_at, min(row.ended_at or runs_out, runs_out))
