"""A job or a study begins: contact goes on, on dates laid out beforehand; nothing is closed by it (S36, IPS)."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from companion.accounts.circles import ALL, HEALTH, circles_of
from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.caseload import absence
from companion.caseload import service as caseload
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.foundation.months import months_after
from companion.nudges import hanging
from companion.nudges.records import ContactDate, WorkStart

KINDS = ("job", "study")
BEFORE_DAYS, SOON_DAYS, WEEKS, MONTHS = 2, 3, 4, 12  # IPS: before, days after, weekly a month, monthly a year
EARLIEST, LATEST = timedelta(days=92), timedelta(days=366)  # a date further off is a slip of the hand
CONTACTS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


class NoSuchDay(Invalid):
    """A start lies in the last three months or the coming year."""

    sentence = N_("Vælg en dato. Den må højst ligge et år fremme.")


class NobodyFollows(Conflict):
    """Contact dates need somebody who keeps them."""

    sentence = N_("Ingen har ansvaret for din plan lige nu. Ring til kommunen. Du finder nummeret under Hjælp.")


@dataclass(frozen=True)
class Start:
    """A job or a study that begins, or began, on a day."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    kind: str
    starts_on: date


@dataclass(frozen=True)
class Due:
    """A contact that is due, with the start it belongs to."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    occasion: str
    due_on: date
    kind: str
    starts_on: date

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.due_on < clock.today()


_START = (WorkStart.id, WorkStart.citizen_id, WorkStart.kind, WorkStart.starts_on)
_STANDING = select(*_START).where(WorkStart.citizen_id == bindparam("citizen"), WorkStart.ended_at.is_(None))
_DUE = (
    select(
        ContactDate.id,
        ContactDate.citizen_id,
        ContactDate.occasion,
        ContactDate.due_on,
        WorkStart.kind,
        WorkStart.starts_on,
    )
    .join(WorkStart, WorkStart.id == ContactDate.start_id)
    .where(
        ContactDate.owner_id == bindparam("staff"),
        ContactDate.kept_at.is_(None),
        ContactDate.due_on <= bindparam("until"),
        ContactDate.visible_to.in_(bindparam("circles", expanding=True)),
        WorkStart.ended_at.is_(None),
    )
    .order_by(ContactDate.due_on, ContactDate.id)
)


def contact_days(starts_on: date) -> Iterator[tuple[str, date]]:
    """Occasion and day: before, day 3, weekly for a month, then monthly for a year."""
    yield "before", starts_on - timedelta(days=BEFORE_DAYS)
    yield f"day-{SOON_DAYS}", starts_on + timedelta(days=SOON_DAYS)
    yield from ((f"week-{number}", starts_on + timedelta(weeks=number)) for number in range(1, WEEKS + 1))
    yield from ((f"month-{number}", months_after(starts_on, number)) for number in range(2, MONTHS + 1))


def begin(*, citizen: uuid.UUID, kind: str, starts_on: date, actor: audit.Actor) -> uuid.UUID:
    """Lay out the contact dates of a start; another day for the same kind moves those that are not kept yet.

    Raises NotFound for staff without a relation, Invalid, NoSuchDay or NobodyFollows.
    """
    if kind not in KINDS:
        raise Invalid
    if not clock.today() - EARLIEST <= starts_on <= clock.today() + LATEST:
        raise NoSuchDay
    with transaction() as session:
        in_turn(citizen)
        owner, circle = _follower(citizen, actor)
        found = _standing(session, citizen, kind, circle)
        if found is not None and found.starts_on == starts_on:
            return found.id
        if found is None:
            found = _start(citizen, kind, circle, actor)
        found.starts_on = starts_on
        session.add(found)
        session.flush()
        _lay_out(session, found, owner)
        hanging.look_again(session, found.id)
        audit.write(event="work-start.told", citizen=citizen, actor=actor, about=found.id)
        return found.id


def end(*, start_id: uuid.UUID, actor: audit.Actor) -> None:
    """It came to nothing, or is over: no more contact dates of it. Raises NotFound."""
    with transaction() as session:
        found = session.get(WorkStart, start_id)
        if found is None or not _may_touch(found, actor):
            raise NotFound
        if found.ended_at is None:
            found.ended_at = clock.now()
            session.flush()
            hanging.look_again(session, found.id)
            audit.write(event="work-start.ended", citizen=found.citizen_id, actor=actor, about=found.id)


def keep(*, contact_id: uuid.UUID, actor: audit.Actor) -> None:
    """The owner, or who covers for the owner, was in touch. Raises NotFound for anybody else."""
    with transaction() as session:
        found = session.get(ContactDate, contact_id)
        if found is None or actor.person_id is None or found.visible_to not in circles_of(actor.role):
            raise NotFound
        if found.owner_id not in (actor.person_id, *absence.covered_by(actor.person_id)):
            raise NotFound
        if found.kept_at is None:
            found.kept_at, found.kept_by = clock.now(), actor.person_id
            audit.write(event="contact.kept", citizen=found.citizen_id, actor=actor, about=found.id)


def due_for(staff: uuid.UUID, *, role: str, ahead: timedelta = timedelta(days=7)) -> Sequence[Due]:
    """The contacts this member of staff owes until a week from now, oldest first."""
    values: dict[str, Any] = {"staff": staff, "until": clock.today() + ahead, "circles": circles_of(role)}
    with reading() as db:
        return [Due(*row) for row in db.execute(_DUE, values)]


def starts_of(citizen: uuid.UUID, *, role: str = CITIZEN) -> Sequence[Start]:
    """The starts of this citizen that somebody in this role may see."""
    seen = _STANDING.where(WorkStart.visible_to.in_(circles_of(role))).order_by(WorkStart.starts_on)
    with reading() as db:
        return [Start(*row) for row in db.execute(seen, {"citizen": citizen})]


def starts_at(start_id: uuid.UUID, citizen: uuid.UUID) -> datetime | None:
    """The first moment of the day it begins; None when it came to nothing."""
    with reading() as db:
        row = db.execute(_STANDING.where(WorkStart.id == start_id), {"citizen": citizen}).one_or_none()
    return clock.midnight(Start(*row).starts_on) if row else None


def _follower(citizen: uuid.UUID, actor: audit.Actor) -> tuple[uuid.UUID, str]:
    """Who keeps the dates and who may see them: the member of staff, or for herself whoever is responsible."""
    if actor.role in CONTACTS and actor.person_id is not None:
        caseload.require_relation(citizen=citizen, staff=actor.person_id)
        return actor.person_id, HEALTH if actor.role in HEALTH_ROLES else ALL
    if actor.person_id != citizen:
        raise NotFound
    responsible = caseload.responsible_for(citizen)
    if responsible is None:
        raise NobodyFollows
    return responsible.person_id, HEALTH if responsible.role in HEALTH_ROLES else ALL


def _standing(session: Session, citizen: uuid.UUID, kind: str, circle: str) -> WorkStart | None:
    same = (WorkStart.citizen_id == citizen, WorkStart.kind == kind, WorkStart.visible_to == circle)
    return session.scalars(select(WorkStart).where(*same, WorkStart.ended_at.is_(None))).one_or_none()


def _may_touch(found: WorkStart, actor: audit.Actor) -> bool:
    if actor.role == CITIZEN:
        return found.citizen_id == actor.person_id
    if actor.person_id is None or found.visible_to not in circles_of(actor.role):
        return False
    caseload.require_relation(citizen=found.citizen_id, staff=actor.person_id)
    return True


def _start(citizen: uuid.UUID, kind: str, circle: str, actor: audit.Actor) -> WorkStart:
    made = WorkStart(id=new_id(), citizen_id=citizen, kind=kind, visible_to=circle, made_at=clock.now())
    if actor.person_id is None:
        raise NotFound
    made.made_by = actor.person_id
    return made


def _lay_out(session: Session, start: WorkStart, owner: uuid.UUID) -> None:
    """Days that have passed are not owed; one that was kept stays kept, and the others move."""
    known = session.scalars(select(ContactDate).where(ContactDate.start_id == start.id)).all()
    kept = {one.occasion for one in known if one.kept_at is not None}
    for one in known:
        if one.kept_at is None:
            session.delete(one)
    session.flush()
    for occasion, day in contact_days(start.starts_on):
        if occasion not in kept and day >= clock.today():
            session.add(
                ContactDate(
                    id=new_id(),
                    start_id=start.id,
                    citizen_id=start.citizen_id,
                    owner_id=owner,
                    occasion=occasion,
                    due_on=day,
                    visible_to=start.visible_to,
                )
            )
