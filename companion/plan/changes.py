"""What staff changed in a plan: written beside each change, read back as values that any language can tell."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from companion.accounts import own_copy as everybody
from companion.accounts.circles import ALL, CIRCLES
from companion.foundation import audit, clock, crypto
from companion.foundation.database import new_id, reading, transaction
from companion.language.text import Text
from companion.plan.records import Change, Plan

SHOWN = 60  # changes on one page: a quarter of a busy plan
ADDED, CHANGED, ENDED, HELD = "added", "changed", "ended", "held"


@dataclass(frozen=True)
class Subject:
    """What was changed: the kind and key of the line, whose plan it lies on, its title and who may see it."""

    plan_id: uuid.UUID
    citizen_id: uuid.UUID
    what: str
    id: uuid.UUID
    title: Text
    visible_to: str


@dataclass(frozen=True)
class KnownChange:
    """One change; `before` and `after` are codes, dates or texts by language, `names` the people named in them."""

    id: uuid.UUID
    at: datetime
    what: str
    kind: str
    subject_id: uuid.UUID
    field: str | None
    title: Text
    before: Any
    after: Any
    by_name: str | None
    by_role: str
    names: Mapping[str, str]
    is_new: bool


@dataclass(frozen=True)
class LastChange:
    """When somebody of the staff changed a line last; `name` is None for somebody who has left."""

    at: datetime
    name: str | None
    role: str


def write(
    subject: Subject,
    *,
    kind: str,
    field: str | None = None,
    before: Any = None,
    after: Any = None,
    actor: audit.Actor,
) -> None:
    """Keep one change in the open transaction; who may see it is who may see the line."""
    made = new_id()
    told = {"title": subject.title, "before": before, "after": after}
    change = Change(id=made, plan_id=subject.plan_id, citizen_id=subject.citizen_id, subject_id=subject.id)
    change.what, change.kind, change.field, change.visible_to = subject.what, kind, field, subject.visible_to
    change.told = crypto.seal(told, table="plan_change", row=made, field="told")
    change.by_id, change.by_role, change.at = actor.person_id, actor.role, clock.now()
    with transaction() as session:
        session.add(change)


def write_all(subject: Subject, before: Mapping[str, Any], after: Mapping[str, Any], actor: audit.Actor) -> list[str]:
    """One change for each field that differs; their names."""
    differing = [field for field in after if before.get(field) != after[field]]
    for field in differing:
        write(subject, kind=CHANGED, field=field, before=before.get(field), after=after[field], actor=actor)
    return differing


def narrow(subject_id: uuid.UUID, circle: str) -> None:
    """What was told of a line goes where the line goes: a line that is told to fewer takes its past with it."""
    wider = CIRCLES[: CIRCLES.index(circle)]
    of_it = update(Change).where(Change.subject_id == subject_id, Change.visible_to.in_(wider))
    with transaction() as session:
        session.execute(of_it.values(visible_to=circle), execution_options={"synchronize_session": False})


def narrower(one: str, other: str) -> str:
    """The circle of the two that fewer people stand in."""
    return CIRCLES[max(CIRCLES.index(one), CIRCLES.index(other))]


def of(
    citizen: uuid.UUID, *, circles: Sequence[str] = CIRCLES, seen_at: datetime | None = None, limit: int = SHOWN
) -> Sequence[KnownChange]:
    """The newest changes these circles hold, newest first; new is what came after `seen_at`."""
    query = select(Change.__table__).where(Change.citizen_id == citizen, Change.visible_to.in_(circles))
    with reading() as db:
        rows = db.execute(query.order_by(Change.at.desc(), Change.id).limit(limit)).all()
    told = {row.id: crypto.unseal(row.told, table="plan_change", row=row.id, field="told") for row in rows}
    names = _names(rows, told)
    return [_known(row, told[row.id], names, seen_at) for row in rows]


def last_of(citizen: uuid.UUID, *, circles: Sequence[str]) -> Mapping[uuid.UUID, LastChange]:
    """The newest change of the purpose, each goal and each card, as far as these circles hold it."""
    columns = (Change.subject_id, Change.at, Change.by_id, Change.by_role)
    theirs = select(*columns).where(Change.citizen_id == citizen, Change.visible_to.in_(circles))
    with reading() as db:
        newest = {row.subject_id: row for row in db.execute(theirs.order_by(Change.at, Change.id))}
    names = everybody.names({row.by_id for row in newest.values() if row.by_id}) if newest else {}
    return {one: LastChange(row.at, names.get(row.by_id), row.by_role) for one, row in newest.items()}


def new_for(citizen: uuid.UUID, seen_at: datetime | None) -> int:
    """How many things changed since she last looked; `seen_at` None: everything is new."""
    mine = select(func.count()).select_from(Change).where(Change.citizen_id == citizen)
    with reading() as db:
        return db.scalar(mine if seen_at is None else mine.where(Change.at > seen_at)) or 0


def seen(*, actor: audit.Actor) -> None:
    """The citizen has seen what is new, and says so."""
    hers = update(Plan).where(Plan.citizen_id == actor.person_id, Plan.ended_on.is_(None))
    with transaction() as session:
        session.execute(hers.values(seen_at=clock.now()), execution_options={"synchronize_session": False})
        audit.write(event="plan.seen", citizen=actor.person_id, actor=actor)


def opened(citizen: uuid.UUID) -> dict[str, dict[str, Any]]:
    """What lies sealed in her changes, by change, for her own copy."""
    with reading() as db:
        rows = db.execute(select(Change.id, Change.told).where(Change.citizen_id == citizen)).all()
    return {str(row.id): crypto.unseal(row.told, table="plan_change", row=row.id, field="told") for row in rows}


def _names(rows: Sequence[Row[Any]], told: Mapping[uuid.UUID, Mapping[str, Any]]) -> dict[str, str]:
    """The names of everybody who changed something, or owned it before or after."""
    owners = [one[side] for row, one in zip(rows, told.values(), strict=True) if row.field == "owner" for side in _BOTH]
    people = {row.by_id for row in rows if row.by_id} | {uuid.UUID(one) for one in owners if one}
    return {str(key): name for key, name in everybody.names(people).items()} if people else {}


_BOTH = ("before", "after")


def _known(row: Row[Any], told: Mapping[str, Any], names: Mapping[str, str], seen_at: datetime | None) -> KnownChange:
    return KnownChange(
        id=row.id,
        at=row.at,
        what=row.what,
        kind=row.kind,
        subject_id=row.subject_id,
        field=row.field,
        title=told["title"],
        before=told["before"],
        after=told["after"],
        by_name=names.get(str(row.by_id)),
        by_role=row.by_role,
        names=names,
        is_new=seen_at is None or row.at > seen_at,
    )


def of_plan(plan: Plan) -> Subject:
    """The purpose of a plan as a line that can change; everybody around the citizen sees it."""
    return Subject(plan.id, plan.citizen_id, "purpose", plan.id, plan.purpose, ALL)
