"""A citizen's programmes as a member of staff may see them, and what she could be enrolled in; R3 by circle."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.caseload import service as caseload
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.programmes import enrolment, rules, switched, templates
from companion.programmes.programme import Programme
from companion.programmes.records import Enrolment
from companion.programmes.template_errors import TemplateError
from companion.programmes.who_sees import knows

ENROLLERS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


@dataclass(frozen=True)
class Taken:
    """One time in a programme; `last_day` is None while nobody has set an end."""

    id: uuid.UUID
    programme: Programme
    episode: int
    starts_on: date
    ended_on: date | None
    run_id: uuid.UUID | None

    @property
    def runs(self) -> bool:
        """Whether it goes on today or is still to come."""
        if self.ended_on is not None:
            return self.ended_on > clock.today()
        shape = self.programme
        last = rules.runs_until(self.starts_on, weeks=shape.length, open_ended=shape.open_ended)
        return last is None or last > clock.today()

    @property
    def looked_at_again(self) -> Sequence[date]:
        """The coming days on which the help itself is looked at again (case S28)."""
        held = (one for one in self.programme.sessions if one.reassess)
        days = {rules.session_day(self.starts_on, one.week, one.weekday) for one in held}
        return sorted(day for day in days if day >= clock.today()) if self.runs else []


def of(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[Taken]:
    """Her programmes that this role may know of, newest first; the look is written down once a day. Raises NotFound."""
    require(citizen, actor)
    with transaction():
        audit.write_daily(event="read.programmes", citizens=[citizen], actor=actor)
        return [one for one in _all(citizen) if knows(actor.role, one.programme)]


def require(citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Raises NotFound unless this member of staff is there for her today."""
    if actor.person_id is None or actor.role not in ENROLLERS:
        raise NotFound
    caseload.require_relation(citizen=citizen, staff=actor.person_id)


def offered(role: str, words: str = "") -> Sequence[Programme]:
    """The programmes somebody in this role may enrol in now, by title; with words, those that say them."""
    wanted = words.casefold().split()
    found = [one for one in templates.load_all() if knows(role, one) and switched.is_on(one.id)]
    return sorted(
        (one for one in found if all(word in _said_of(one) for word in wanted)), key=lambda one: one.title["da"]
    )


def programme(programme_id: str, role: str) -> Programme:
    """One that somebody in this role may enrol in. Raises NotFound."""
    found = next((one for one in offered(role) if one.id == programme_id), None)
    if found is None:
        raise NotFound
    return found


def end(*, enrolment_id: uuid.UUID, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """End one of her programmes that this role may know of, today. Raises NotFound."""
    require(citizen, actor)
    mine = {one.id for one in _all(citizen) if knows(actor.role, one.programme)}
    if enrolment_id not in mine:
        raise NotFound
    enrolment.end(enrolment_id=enrolment_id, actor=actor)


def _all(citizen: uuid.UUID) -> Sequence[Taken]:
    columns = (Enrolment.id, Enrolment.programme_id, Enrolment.episode, Enrolment.starts_on, Enrolment.ended_on)
    query = select(*columns, Enrolment.run_id).where(Enrolment.citizen_id == citizen)
    with reading() as db:
        rows = db.execute(query.order_by(Enrolment.starts_on.desc(), Enrolment.episode.desc(), Enrolment.id)).all()
    shapes = {row.programme_id: _shape(row.programme_id) for row in rows}
    return [Taken(row.id, shape, *row[2:]) for row in rows if (shape := shapes[row.programme_id])]


def _shape(programme_id: str) -> Programme | None:
    try:
        return templates.load(programme_id)
    except TemplateError:  # the municipality no longer has it
        return None


def _said_of(one: Programme) -> str:
    return f"{one.title['da']} {one.about['da']} {one.case}".casefold()
