"""Whose phone a sign-in was, and between which moments: what a breach report asks."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from companion.accounts.records import SignIn
from companion.foundation.database import reading
from companion.foundation.errors import NotFound


@dataclass(frozen=True)
class Phone:
    """One signed-in phone: whose it is, since when, and until when if it has ended."""

    person_id: uuid.UUID
    signed_in_at: datetime
    ended_at: datetime | None


def phone(sign_in_id: uuid.UUID) -> Phone:
    """The phone behind a sign-in. Raises NotFound."""
    columns = select(SignIn.person_id, SignIn.signed_in_at, SignIn.ended_at)
    with reading() as db:
        row = db.execute(columns.where(SignIn.id == sign_in_id)).one_or_none()
    if row is None:
        raise NotFound
    return Phone(*row)
