"""The calendar that reads along: one key of 128 bits a citizen, kept as a keyed hash, off until she starts it."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from companion.accounts import service as accounts
from companion.appointments.records import CalendarFeed
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import NotFound

KEY_BYTES = 16  # 128 bits: nobody tries out a calendar
PURPOSE = "calendar-feed"
LONGEST_KEY = 64  # letters; anything longer is nobody's


@dataclass(frozen=True)
class Feed:
    """Her calendar: since when it reads along, and whether it shows titles."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    shows_more: bool
    made_at: datetime


_COLUMNS = (CalendarFeed.id, CalendarFeed.citizen_id, CalendarFeed.shows_more, CalendarFeed.made_at)


def start(*, shows_more: bool, actor: audit.Actor) -> str:
    """Start reading along, or start anew with another key; the key is told once, here."""
    assert actor.person_id is not None  # noqa: S101 - the door let a citizen in
    key = secrets.token_urlsafe(KEY_BYTES)
    with transaction() as session:
        in_turn(actor.person_id)
        _end(actor.person_id)
        session.add(
            CalendarFeed(
                id=new_id(),
                citizen_id=actor.person_id,
                key_hash=crypto.keyed_hash(PURPOSE, key),
                shows_more=shows_more,
                made_at=clock.now(),
            )
        )
        audit.write(event="calendar.started", citizen=actor.person_id, actor=actor)
    return key


def end(*, actor: audit.Actor) -> None:
    """The key opens nothing from here on."""
    assert actor.person_id is not None  # noqa: S101 - the door let a citizen in
    with transaction():
        if _end(actor.person_id):
            audit.write(event="calendar.ended", citizen=actor.person_id, actor=actor)


def of(citizen: uuid.UUID) -> Feed | None:
    """Her calendar, if one reads along."""
    return _one(CalendarFeed.citizen_id == citizen)


def by_key(key: str) -> Feed:
    """Whose calendar this key opens. Raises NotFound: for a wrong key, an ended one, and a closed account alike."""
    found = _one(CalendarFeed.key_hash.in_(crypto.keyed_hashes(PURPOSE, key))) if len(key) <= LONGEST_KEY else None
    if found is None:
        raise NotFound
    accounts.person(found.citizen_id)
    return found


def _end(citizen: uuid.UUID) -> bool:
    still_open = update(CalendarFeed).where(CalendarFeed.citizen_id == citizen, CalendarFeed.ended_at.is_(None))
    with transaction() as session:
        ended = session.scalars(still_open.values(ended_at=clock.now()).returning(CalendarFeed.id)).all()
    return bool(ended)


def _one(which: ColumnElement[bool]) -> Feed | None:
    with reading() as db:
        row = db.execute(select(*_COLUMNS).where(which, CalendarFeed.ended_at.is_(None))).one_or_none()
    return Feed(*row) if row else None
