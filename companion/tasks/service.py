"""Asking for something and getting it done."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from companion.accounts.circles import ALL, circles_of
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.tasks.records import Task

CALL_ME = "call-me"
CANNOT_COME = "cannot-come"
LATE = "late"  # the citizen comes to a meeting some minutes later
OTHER_TIME = "other-time"  # the citizen asks for another time of a meeting
UNSENT = "unsent"  # something on her phone cannot be sent; nothing is said about what


class NobodyToCall(Conflict):
    """A plan without a responsible person: the gap is told, with another way."""

    sentence = N_("Ingen har ansvaret for din plan lige nu. Ring til kommunen. Du finder nummeret under Hjælp.")


@dataclass(frozen=True)
class Waiting:
    """A task as its owner and its citizen see it."""

    id: uuid.UUID
    kind: str
    citizen_id: uuid.UUID
    owner_id: uuid.UUID
    with_interpreter: bool
    about: uuid.UUID | None
    asked_at: datetime


_COLUMNS = (Task.id, Task.kind, Task.citizen_id, Task.owner_id, Task.with_interpreter, Task.about, Task.asked_at)
_OF_OWNER = (
    select(*_COLUMNS)
    .where(
        Task.owner_id == bindparam("owner"),
        Task.done_at.is_(None),
        Task.visible_to.in_(bindparam("circles", expanding=True)),
    )
    .order_by(Task.asked_at, Task.id)
)
_OF_CITIZEN = (
    select(*_COLUMNS)
    .where(Task.citizen_id == bindparam("citizen"), Task.kind == bindparam("kind"), Task.done_at.is_(None))
    .order_by(Task.asked_at)
)


def ask(
    *,
    kind: str,
    citizen: uuid.UUID,
    owner: uuid.UUID,
    key: uuid.UUID,
    with_interpreter: bool = False,
    about: uuid.UUID | None = None,
    visible_to: str = ALL,
    actor: audit.Actor,
) -> bool:
    """A citizen asks somebody for something; False if the same key asked before. Raises Conflict."""
    asked = Task(id=key, kind=kind, citizen_id=citizen, owner_id=owner, with_interpreter=with_interpreter)
    asked.about, asked.visible_to = about, visible_to
    with transaction() as session:
        known = session.get(Task, key)
        if known is None and _first(session, asked, actor):
            return True
        known = known or session.get_one(Task, key)
        if (known.citizen_id, known.kind) != (citizen, kind):
            raise Conflict
        return False


def _first(session: Session, asked: Task, actor: audit.Actor) -> bool:
    """Ask, unless the same message came a moment earlier (PostgreSQL lets both look before either writes)."""
    asked.asked_at = clock.now()
    try:
        with session.begin_nested():
            session.add(asked)
            audit.write(event=f"asked.{asked.kind}", citizen=asked.citizen_id, actor=actor, about=asked.id)
    except IntegrityError:
        return False
    return True


def take_back(*, kind: str, about: uuid.UUID, actor: audit.Actor) -> None:
    """The citizen no longer needs what she asked about this; nobody has to read it any more."""
    open_ones = update(Task).where(
        Task.kind == kind, Task.about == about, Task.citizen_id == actor.person_id, Task.done_at.is_(None)
    )
    with transaction() as session:
        session.execute(open_ones.values(done_at=clock.now(), done_by=actor.person_id))


def waiting_for(owner: uuid.UUID, *, role: str | None = None) -> Sequence[Waiting]:
    """What this member of staff still owes, oldest first; without a role, only what every role may see."""
    circles = (ALL,) if role is None else circles_of(role)
    with reading() as db:
        return [Waiting(*row) for row in db.execute(_OF_OWNER, {"owner": owner, "circles": circles})]


def asked_by(citizen: uuid.UUID, kind: str) -> Waiting | None:
    """The oldest open request of one kind by this citizen."""
    with reading() as db:
        row = db.execute(_OF_CITIZEN.limit(1), {"citizen": citizen, "kind": kind}).one_or_none()
    return Waiting(*row) if row else None


def all_asked_by(citizen: uuid.UUID, kind: str) -> Sequence[Waiting]:
    """Every open request of one kind by this citizen, oldest first."""
    with reading() as db:
        return [Waiting(*row) for row in db.execute(_OF_CITIZEN, {"citizen": citizen, "kind": kind})]


def done(*, task_id: uuid.UUID, actor: audit.Actor) -> None:
    """The owner has done it. Raises NotFound for anybody else."""
    with transaction() as session:
        task = session.get(Task, task_id)
        if task is None or task.owner_id != actor.person_id or task.visible_to not in circles_of(actor.role):
            raise NotFound
        if task.done_at is None:
            task.done_at, task.done_by = clock.now(), actor.person_id
            audit.write(event=f"done.{task.kind}", citizen=task.citizen_id, actor=actor, about=task_id)
