"""Fixed hours at which anybody may come without an appointment, and when the next ones are (S47)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import bindparam, delete, select

from companion.caseload.holidays import is_working_day
from companion.caseload.records import DropIn
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.language.table import SOURCE
from companion.language.text import Text

LONGEST_PLACE = 120  # letters
MOST = 10  # hours a week of one person: more is an open office
WEEKDAYS = range(7)
LOOK_AHEAD = 28  # days: holidays in a row never hide a weekday for four weeks


class WrongHours(Invalid):
    """No weekday, no place, or hours that end before they begin."""

    sentence = N_("Vælg en dag, en tid fra og til, og skriv et sted.")


class EnoughHours(Conflict):
    """Ten a week are there already."""

    sentence = N_("Du har allerede ti tider om ugen. Fjern en først.")


@dataclass(frozen=True)
class Hours:
    """One fixed time of the week (Danish wall clock)."""

    id: uuid.UUID
    staff_id: uuid.UUID
    weekday: int
    opens: time
    closes: time
    place: Text


@dataclass(frozen=True)
class Slot:
    """The next time somebody sits there, from when until when."""

    start: datetime
    end: datetime
    place: Text


_OF = (
    select(DropIn.id, DropIn.staff_id, DropIn.weekday, DropIn.opens, DropIn.closes, DropIn.place)
    .where(DropIn.staff_id.in_(bindparam("staff", expanding=True)))
    .order_by(DropIn.weekday, DropIn.opens, DropIn.id)
)


def of(staff: Collection[uuid.UUID]) -> dict[uuid.UUID, Sequence[Hours]]:
    """The fixed hours of these people, through the week."""
    found: dict[uuid.UUID, list[Hours]] = {}
    with reading() as db:
        for row in db.execute(_OF, {"staff": list(staff)}):
            found.setdefault(row.staff_id, []).append(Hours(*row))
    return dict(found)


def add(*, staff: uuid.UUID, weekday: int, opens: time, closes: time, place: str, actor: audit.Actor) -> None:
    """One more fixed time. Raises WrongHours or EnoughHours."""
    said = " ".join(place.split())
    if weekday not in WEEKDAYS or opens >= closes or not 0 < len(said) <= LONGEST_PLACE:
        raise WrongHours
    with transaction() as session:
        in_turn(staff)
        if len(of([staff]).get(staff, ())) >= MOST:
            raise EnoughHours
        made = DropIn(id=new_id(), staff_id=staff, weekday=weekday, opens=opens, closes=closes, place={SOURCE: said})
        session.add(made)
        audit.write(event="drop-in.added", citizen=None, actor=actor, about=made.id)


def remove(*, hours_id: uuid.UUID, actor: audit.Actor) -> None:
    """It is no longer so. Raises NotFound for another's hours."""
    mine = delete(DropIn).where(DropIn.id == hours_id, DropIn.staff_id == actor.person_id).returning(DropIn.id)
    with transaction() as session:
        if session.scalar(mine) is None:
            raise NotFound
        audit.write(event="drop-in.removed", citizen=None, actor=actor, about=hours_id)


def next_slot(hours: Sequence[Hours], *, not_before: datetime | None = None) -> Slot | None:
    """The next of these times that has not ended, on a working day; from `not_before` for somebody who is away."""
    since = clock.danish(max(clock.now(), not_before or clock.now()))
    slots = (slot for days in range(LOOK_AHEAD) for slot in _on(since + timedelta(days=days), hours))
    return next((slot for slot in slots if slot.end > since), None)


def _on(day: datetime, hours: Sequence[Hours]) -> Sequence[Slot]:
    if not is_working_day(day.date()):
        return []
    zone = clock.DANISH_TIME
    return [
        Slot(
            datetime.combine(day.date(), one.opens, tzinfo=zone),
            datetime.combine(day.date(), one.closes, tzinfo=zone),
            one.place,
        )
        for one in hours
        if one.weekday == day.weekday()
    ]
