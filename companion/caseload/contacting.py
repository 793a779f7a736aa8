"""Contacts with a citizen as staff log them in two taps, and what they add up to: last met, last spoken to, silent.

A message in the app is no contact (IPS fidelity: meetings count, messages do not). Each contact has the circle of
whoever logged it, and everything here is computed from what the reader's role may see (R3).
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from companion.accounts.circles import ALL, HEALTH, circles_of
from companion.accounts.rules import HEALTH_ROLES
from companion.caseload.holidays import is_working_day
from companion.caseload.records import LoggedContact
from companion.caseload.service import require_relation
from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound

MET, SPOKE, NO_ANSWER, NOT_TODAY = "met", "spoke", "no-answer", "not-today"
KINDS = (MET, SPOKE, NO_ANSWER, NOT_TODAY)
CONTACT = (MET, SPOKE)
ANSWERED = (MET, SPOKE, NOT_TODAY)  # “not today” is an answer: nobody is silent then
CHIPS = (1, 3, 7)  # days ahead that are offered with one tap
FARTHEST = timedelta(days=366)  # a later day is a mistyped year


class NextDayWrong(Invalid):
    """The next date is today or later, and within a year."""

    sentence = N_("Vælg en dag fra i dag og et år frem.")


class TooLateToTakeBack(Conflict):
    """What was logged on an earlier day stays: the citizen may have read it."""

    sentence = N_("Det blev skrevet en tidligere dag. Det kan ikke fjernes nu.")


@dataclass(frozen=True)
class KnownContact:
    """One contact as other rooms see it."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    staff_id: uuid.UUID
    kind: str
    at: datetime
    next_on: date | None


@dataclass(frozen=True)
class Standing:
    """What the contacts with one citizen add up to; `no_answers` counts those since she last answered."""

    met_at: datetime | None = None
    contact_at: datetime | None = None
    no_answers: int = 0
    silent_since: datetime | None = None

    @property
    def days_since_meeting(self) -> int | None:
        """Danish days since staff met her; None where nobody logged a meeting."""
        return None if self.met_at is None else (clock.today() - clock.danish(self.met_at).date()).days


_COLUMNS = (
    LoggedContact.id,
    LoggedContact.citizen_id,
    LoggedContact.staff_id,
    LoggedContact.kind,
    LoggedContact.at,
    LoggedContact.next_on,
)


def log(*, citizen: uuid.UUID, kind: str, at: datetime | None = None, actor: audit.Actor) -> uuid.UUID:
    """Log a contact of just now, or of an earlier moment.

    Raises NotFound without a lasting relation, Invalid for an unknown kind or a moment to come.
    """
    moment = at or clock.now()
    if kind not in KINDS or moment > clock.now():
        raise Invalid
    if actor.person_id is None or not circles_of(actor.role):
        raise NotFound
    with transaction() as session:
        require_relation(citizen=citizen, staff=actor.person_id)
        made = LoggedContact(id=new_id(), citizen_id=citizen, staff_id=actor.person_id, role=actor.role, kind=kind)
        made.visible_to = HEALTH if actor.role in HEALTH_ROLES else ALL
        made.at = moment
        session.add(made)
        audit.write(event="contact.logged", citizen=citizen, actor=actor, about=made.id)
    return made.id


def one(contact_id: uuid.UUID, *, actor: audit.Actor) -> KnownContact:
    """A contact this member of staff logged. Raises NotFound."""
    mine = select(*_COLUMNS).where(LoggedContact.id == contact_id, *_own(actor))
    with reading() as db:
        row = db.execute(mine).one_or_none()
    if row is None:
        raise NotFound
    return KnownContact(*row)


def plan_next(*, contact_id: uuid.UUID, on: date | None, actor: audit.Actor) -> None:
    """When to try next, or no day. Raises NotFound or NextDayWrong."""
    if on is not None and not timedelta() <= on - clock.today() <= FARTHEST:
        raise NextDayWrong
    with transaction() as session:
        found = session.get_one(LoggedContact, one(contact_id, actor=actor).id)
        require_relation(citizen=found.citizen_id, staff=found.staff_id)
        if found.next_on != on:
            found.next_on = on
            audit.write(event="contact.next", citizen=found.citizen_id, actor=actor, about=found.id)


def take_back(*, contact_id: uuid.UUID, actor: audit.Actor) -> None:
    """It was a slip of the finger: the contact of today goes. Raises NotFound or TooLateToTakeBack."""
    with transaction() as session:
        found = session.get_one(LoggedContact, one(contact_id, actor=actor).id)
        if clock.danish(found.at).date() != clock.today():
            raise TooLateToTakeBack
        session.delete(found)
        audit.write(event="contact.taken-back", citizen=found.citizen_id, actor=actor, about=found.id)


def standings(citizens: Collection[uuid.UUID], *, role: str) -> dict[uuid.UUID, Standing]:
    """What somebody in this role may know of the contacts with each of these citizens, in one select."""
    with reading() as db:
        return {row[0]: Standing(*row[1:]) for row in db.execute(_standing(citizens, role))}


def next_days(*, actor: audit.Actor, until: date | None = None) -> dict[uuid.UUID, date]:
    """Citizen → the day this member of staff means to try next, as her newest contact says; at most `until`."""
    later = aliased(LoggedContact)
    newest = (
        ~select(later.id)
        .where(
            later.citizen_id == LoggedContact.citizen_id,
            later.staff_id == LoggedContact.staff_id,
            or_(later.at > LoggedContact.at, and_(later.at == LoggedContact.at, later.id > LoggedContact.id)),
        )
        .exists()
    )
    due = select(LoggedContact.citizen_id, LoggedContact.next_on).where(
        *_own(actor), LoggedContact.next_on.is_not(None), newest
    )
    with reading() as db:
        rows = db.execute(due if until is None else due.where(LoggedContact.next_on <= until))
        return {citizen: day for citizen, day in rows if day is not None}


def latest(citizen: uuid.UUID, *, role: str, limit: int = 5) -> Sequence[KnownContact]:
    """The newest contacts with this citizen that somebody in this role may see."""
    seen = LoggedContact.visible_to.in_(circles_of(role))
    newest = select(*_COLUMNS).where(LoggedContact.citizen_id == citizen, seen)
    with reading() as db:
        rows = db.execute(newest.order_by(LoggedContact.at.desc(), LoggedContact.id).limit(limit))
        return [KnownContact(*row) for row in rows]


def chips() -> list[tuple[int, date]]:
    """Days ahead and the working day each leads to, none of them twice: nobody is called on a Sunday."""
    by_day = {_working(clock.today() + timedelta(days=days)): days for days in reversed(CHIPS)}
    return [(days, day) for day, days in sorted(by_day.items())]


def _working(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _own(actor: audit.Actor) -> tuple[ColumnElement[bool], ...]:
    """Whoever changed from a health role does not see what she logged in it."""
    return LoggedContact.staff_id == actor.person_id, LoggedContact.visible_to.in_(circles_of(actor.role))


def _standing(citizens: Collection[uuid.UUID], role: str) -> Select[*tuple[Any, ...]]:
    circles = circles_of(role)
    last = (
        select(
            LoggedContact.citizen_id,
            _latest(MET).label("met_at"),
            _latest(*CONTACT).label("contact_at"),
            _latest(*ANSWERED).label("answered_at"),
        )
        .where(LoggedContact.citizen_id.in_(list(citizens)), LoggedContact.visible_to.in_(circles))
        .group_by(LoggedContact.citizen_id)
        .subquery()
    )
    silent = aliased(LoggedContact)
    since = and_(
        silent.citizen_id == last.c.citizen_id,
        silent.kind == NO_ANSWER,
        silent.visible_to.in_(circles),
        or_(last.c.answered_at.is_(None), silent.at > last.c.answered_at),
    )
    whose = (last.c.citizen_id, last.c.met_at, last.c.contact_at)
    counted = select(*whose, func.count(silent.id), func.min(silent.at))
    return counted.outerjoin(silent, since).group_by(*whose)


def _latest(*kinds: str) -> Any:
    return func.max(case((LoggedContact.kind.in_(kinds), LoggedContact.at)))
