"""Staff book a meeting, or a row of them for a course; each of the row can be moved or called off by itself."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from sqlalchemy.orm import Session

from companion.appointments import moving, rules
from companion.appointments.records import Appointment
from companion.appointments.wanted import Wanted, check, fill, put_around
from companion.caseload import service as caseload
from companion.foundation import audit, clock, journal, origin
from companion.foundation.database import new_id, transaction
from companion.foundation.errors import Invalid, NotFound


def book(*, citizen: uuid.UUID, wanted: Wanted, actor: audit.Actor) -> uuid.UUID:
    """A new meeting; nobody has answered yet.

    Raises NotFound without a relation, TooEarly, TooLate, and whatever `wanted.check` refuses.
    """
    _require(citizen, actor)
    with transaction() as session:
        booked = _add(session, citizen, wanted, actor=actor)
        audit.write(event="appointment.booked", citizen=citizen, actor=actor, about=booked.id)
        journal.tell(kind=moving.BOOKED, citizen=citizen, subject=booked.id, version=booked.version)
        return booked.id


def book_series(
    *, citizen: uuid.UUID, wanted: Wanted, moments: Sequence[datetime], actor: audit.Actor
) -> Sequence[uuid.UUID]:
    """The same meeting at each of these moments, as one row. Raises OverlapsSeries and whatever `book` refuses.

    The world hears of the first one: a row of forty is one piece of news.
    """
    _require(citizen, actor)
    ordered = sorted(moments)
    if not 0 < len(ordered) <= rules.MOST_IN_SERIES:
        raise Invalid
    if any(rules.ends_at(one, wanted.minutes) > after for one, after in pairwise(ordered)):
        raise moving.OverlapsSeries
    series = str(new_id())
    with transaction() as session:
        row = [_add(session, citizen, replace(wanted, starts_at=one), series=series, actor=actor) for one in ordered]
        audit.write(event="appointments.booked", citizen=citizen, actor=actor, about=row[0].id)
        journal.tell(kind=moving.BOOKED, citizen=citizen, subject=row[0].id, version=row[0].version)
        return [one.id for one in row]


def _require(citizen: uuid.UUID, actor: audit.Actor) -> None:
    if actor.person_id is None:
        raise NotFound
    caseload.require_relation(citizen=citizen, staff=actor.person_id)


def _add(
    session: Session, citizen: uuid.UUID, wanted: Wanted, *, series: str | None = None, actor: audit.Actor
) -> Appointment:
    holder = check(wanted, actor)
    moving.require_ahead(wanted.starts_at)
    made = Appointment(id=new_id(), citizen_id=citizen, series=series, version=1, made_at=clock.now())
    made.source = origin.current()
    fill(made, wanted, holder)
    made.starts_at, made.minutes = wanted.starts_at, wanted.minutes
    made.ends_at = rules.ends_at(wanted.starts_at, wanted.minutes)
    session.add(made)
    session.flush()
    put_around(made, wanted, actor)
    return made
