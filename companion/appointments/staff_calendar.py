"""What staff do without citizens: sparring, knowledge meetings (S48). An entry has no field for a citizen."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from companion.appointments import moving, rules
from companion.appointments.records import StaffEntry
from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound

SPARRING, KNOWLEDGE, OTHER = "sparring", "knowledge", "other"
KINDS = (SPARRING, KNOWLEDGE, OTHER)
LONGEST_TITLE, MOST = 120, 60


class TitleMissing(Invalid):
    """An entry says what it is, in one line."""

    sentence = N_("Skriv kort, hvad det er.")


@dataclass(frozen=True)
class Entry:
    """One entry of a unit's calendar."""

    id: uuid.UUID
    staff_id: uuid.UUID
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime


def add(*, kind: str, title: str, starts_at: datetime, minutes: int, actor: audit.Actor) -> uuid.UUID:
    """One more for the own unit. Raises TitleMissing, TooEarly, TooLate or Invalid; NotFound without a unit."""
    if actor.unit_id is None:
        raise NotFound
    if not 0 < len(title) <= LONGEST_TITLE:
        raise TitleMissing
    if kind not in KINDS or not 0 < minutes <= rules.LONGEST_MINUTES:
        raise Invalid
    moving.require_ahead(starts_at)
    made = StaffEntry(id=new_id(), staff_id=actor.person_id, unit_id=actor.unit_id, kind=kind, title=title)
    made.starts_at, made.ends_at, made.made_at = starts_at, rules.ends_at(starts_at, minutes), clock.now()
    with transaction() as session:
        session.add(made)
        audit.write(event="staff-entry.added", citizen=None, actor=actor, about=made.id)
    return made.id


def of_unit(unit: uuid.UUID | None) -> Sequence[Entry]:
    """What lies ahead for this unit, and what was yesterday."""
    since = clock.now() - timedelta(days=1)
    query = select(
        StaffEntry.id,
        StaffEntry.staff_id,
        StaffEntry.kind,
        StaffEntry.title,
        StaffEntry.starts_at,
        StaffEntry.ends_at,
    ).where(StaffEntry.unit_id == unit, StaffEntry.ends_at > since, StaffEntry.cancelled_at.is_(None))
    with reading() as db:
        return [Entry(*row) for row in db.execute(query.order_by(StaffEntry.starts_at, StaffEntry.id).limit(MOST))]


def cancel(*, entry_id: uuid.UUID, actor: audit.Actor) -> None:
    """Whoever made it calls it off. Raises NotFound."""
    with transaction() as session:
        entry = session.get(StaffEntry, entry_id)
        if entry is None or entry.staff_id != actor.person_id:
            raise NotFound
        if entry.cancelled_at is None:
            entry.cancelled_at = clock.now()
            audit.write(event="staff-entry.cancelled", citizen=None, actor=actor, about=entry.id)
