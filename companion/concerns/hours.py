"""Hours of work in a week, and whether they were too much, fine or could be more: told by the citizen (S50)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from companion.accounts.rules import CITIZEN
from companion.caseload import service as caseload
from companion.concerns import own_sharing, rules
from companion.concerns.records import WorkWeek
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound


class WrongHours(Invalid):
    """A number of hours in a week that has begun, and how it felt."""

    sentence = N_("Skriv et tal fra 0 til %(most)s, og vælg, hvordan det var.")

    def __init__(self) -> None:
        super().__init__(most=rules.MOST_HOURS)


@dataclass(frozen=True)
class Week:
    """One week: hours (halves are allowed), how it felt, and since when her contacts may see it."""

    id: uuid.UUID
    monday: date
    hours: float
    feeling: str
    shown_at: datetime | None


def of(citizen: uuid.UUID) -> Sequence[Week]:
    """Her weeks, newest first."""
    return _weeks(WorkWeek.citizen_id == citizen)


def tell(*, monday: date, hours: float, feeling: str, actor: audit.Actor) -> None:
    """She tells of one week; told again, it replaces what she said of it. Raises WrongHours."""
    citizen = _citizen(actor)
    halves = hours * 2 == int(hours * 2) and 0 <= hours <= rules.MOST_HOURS
    if not halves or feeling not in rules.FEELINGS or monday.weekday() or monday > clock.today():
        raise WrongHours
    with transaction() as session:
        in_turn(citizen)
        same = select(WorkWeek).where(WorkWeek.citizen_id == citizen, WorkWeek.monday == monday)
        week = session.scalars(same).one_or_none() or WorkWeek(id=new_id(), citizen_id=citizen, monday=monday)
        told = {"hours": hours, "feeling": feeling}
        week.told = crypto.seal(told, table="work_week", row=week.id, field="told")
        week.made_at = clock.now()
        session.add(week)
        audit.write(event="hours.told", citizen=citizen, actor=actor, about=week.id)


def show(*, week_id: uuid.UUID, actor: audit.Actor) -> None:
    """Her contacts may see this week. Raises NotFound."""
    _set(week_id, clock.now(), "hours.shown", actor)


def hide(*, week_id: uuid.UUID, actor: audit.Actor) -> None:
    """They may not any more. Raises NotFound."""
    _set(week_id, None, "hours.hidden", actor)


def shown_to(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[Week]:
    """The weeks she shows to her own contacts: all of them by one tick, or one by one. Raises NotFound."""
    if actor.person_id is None:
        raise NotFound
    caseload.require_relation(citizen=citizen, staff=actor.person_id)
    every = own_sharing.is_shared(citizen, own_sharing.HOURS)
    found = [week for week in of(citizen) if every or week.shown_at is not None]
    if found:
        with transaction():
            audit.write(event="read.hours", citizen=citizen, actor=actor)
    return found


def _set(week_id: uuid.UUID, shown_at: datetime | None, event: str, actor: audit.Actor) -> None:
    citizen = _citizen(actor)
    with transaction() as session:
        found = session.get(WorkWeek, week_id, with_for_update=True)
        if found is None or found.citizen_id != citizen:
            raise NotFound
        if (found.shown_at is None) != (shown_at is None):
            found.shown_at = shown_at
            audit.write(event=event, citizen=citizen, actor=actor, about=week_id)


def _weeks(*which: ColumnElement[bool]) -> Sequence[Week]:
    query = select(WorkWeek.id, WorkWeek.monday, WorkWeek.told, WorkWeek.shown_at).where(*which)
    with reading() as db:
        return [_week(row) for row in db.execute(query.order_by(WorkWeek.monday.desc()))]


def _week(row: Any) -> Week:
    told = crypto.unseal(row.told, table="work_week", row=row.id, field="told")
    return Week(row.id, row.monday, float(told["hours"]), told["feeling"], row.shown_at)


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.role != CITIZEN or actor.person_id is None:
        raise NotFound
    return actor.person_id
