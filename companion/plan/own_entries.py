"""The citizen's private appointments and steps: sealed, hers alone, and counted where her own meetings clash."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select

from companion.appointments import service as appointments
from companion.foundation import audit, clock, crypto
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.plan import kinds
from companion.plan.records import OwnEntry
from companion.plan.refusals import NoSuchDay, NothingSaid, TooLong

MOST = 200  # entries of one person; more is a mistake or an attack
USUAL_MINUTES, LONGEST_MINUTES = 60, 12 * 60


class Enough(Conflict):
    """More entries than anybody can keep in view."""

    sentence = N_("Du har allerede 200. Slet nogle først.")


class NoSuchTime(Invalid):
    """An appointment has a day and an hour."""

    sentence = N_("Skriv klokkeslættet, for eksempel 14:30. En aftale varer højst 12 timer.")


@dataclass(frozen=True)
class KnownEntry:
    """One entry; without `starts_at` it is a step."""

    id: uuid.UUID
    words: str
    starts_at: datetime | None
    ends_at: datetime | None
    done_at: datetime | None


@dataclass(frozen=True)
class OwnTime:
    """A private appointment, as the week counts it."""

    id: uuid.UUID
    words: str
    starts_at: datetime
    ends_at: datetime


_STEPS_FIRST = (OwnEntry.starts_at.is_not(None), OwnEntry.starts_at, OwnEntry.made_at, OwnEntry.id)


def add(
    *, words: str, on: date | None = None, at: str = "", minutes: int = USUAL_MINUTES, actor: audit.Actor
) -> uuid.UUID:
    """A step, or with a day and an hour (Danish wall clock) an appointment.

    Raises NothingSaid, TooLong, NoSuchDay, NoSuchTime or Enough.
    """
    said = words.strip()
    if not said:
        raise NothingSaid
    if len(said) > kinds.LONGEST_TITLE:
        raise TooLong(limit=kinds.LONGEST_TITLE)
    starts_at = _moment(on, at, minutes)
    made = OwnEntry(id=new_id(), citizen_id=actor.person_id, made_at=clock.now(), starts_at=starts_at)
    made.ends_at = appointments.ends_at(starts_at, minutes) if starts_at else None
    made.words = crypto.seal(said, table="plan_own_entry", row=made.id, field="words")
    with transaction() as session:
        if (session.scalar(select(func.count()).where(OwnEntry.citizen_id == actor.person_id)) or 0) >= MOST:
            raise Enough
        session.add(made)
        audit.write(event="own-entry.added", citizen=actor.person_id, actor=actor, about=made.id)
    return made.id


def of(citizen: uuid.UUID) -> Sequence[KnownEntry]:
    """Her steps, then her appointments from today on and the undone ones before, by time."""
    rows = _rows(OwnEntry.citizen_id == citizen)
    return [_known(row) for row in rows if row.ends_at is None or row.ends_at > clock.now()]


def between(citizen: uuid.UUID, start: datetime, end: datetime) -> Sequence[OwnTime]:
    """Her private appointments that touch this time; only ever asked for herself."""
    rows = _rows(OwnEntry.citizen_id == citizen, OwnEntry.ends_at > start, OwnEntry.starts_at < end)
    return [OwnTime(row.id, _said(row), row.starts_at, row.ends_at) for row in rows]


def tick(*, entry_id: uuid.UUID, actor: audit.Actor) -> None:
    """Done, or not done after all. Raises NotFound."""
    with transaction() as session:
        found = session.get(OwnEntry, entry_id)
        if found is None or found.citizen_id != actor.person_id:
            raise NotFound
        found.done_at = None if found.done_at else clock.now()
        audit.write(event="own-entry.ticked", citizen=actor.person_id, actor=actor, about=entry_id)


def remove(*, entry_id: uuid.UUID, actor: audit.Actor) -> None:
    """Gone. Raises NotFound."""
    with transaction() as session:
        found = session.get(OwnEntry, entry_id)
        if found is None or found.citizen_id != actor.person_id:
            raise NotFound
        session.delete(found)
        audit.write(event="own-entry.removed", citizen=actor.person_id, actor=actor, about=entry_id)


def opened(citizen: uuid.UUID) -> dict[str, str]:
    """Her words by entry, for her own copy."""
    return {str(row.id): _said(row) for row in _rows(OwnEntry.citizen_id == citizen)}


def _moment(on: date | None, at: str, minutes: int) -> datetime | None:
    if on is None and not at:
        return None
    if on is None or not kinds.is_a_day(on):
        raise NoSuchDay
    if not 0 < minutes <= LONGEST_MINUTES:
        raise NoSuchTime
    try:
        return appointments.at_danish_time(on, at)
    except (ValueError, OverflowError):
        raise NoSuchTime from None


def _rows(*which: Any) -> Sequence[Row[Any]]:
    query = select(OwnEntry.__table__).where(*which)
    with reading() as db:
        return db.execute(query.order_by(*_STEPS_FIRST)).all()


def _known(row: Row[Any]) -> KnownEntry:
    return KnownEntry(row.id, _said(row), row.starts_at, row.ends_at, row.done_at)


def _said(row: Row[Any]) -> str:
    return str(crypto.unseal(row.words, table="plan_own_entry", row=row.id, field="words"))
