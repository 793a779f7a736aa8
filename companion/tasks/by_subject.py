"""Tasks about one thing: when somebody else takes it on, when it is done with, and when it was not done after all."""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.tasks.records import Task


def pass_on(*, kind: str, about: uuid.UUID, to: uuid.UUID) -> None:
    """What is still open about this waits for somebody else from now on."""
    open_ones = update(Task).where(Task.kind == kind, Task.about == about, Task.done_at.is_(None))
    with transaction() as session:
        session.execute(open_ones.values(owner_id=to))


def done_about(*, kind: str, about: uuid.UUID, actor: audit.Actor) -> None:
    """Whoever owes it has done it, by answering on another page; twice is once."""
    open_ones = select(Task).where(Task.kind == kind, Task.about == about, Task.done_at.is_(None))
    with transaction() as session:
        for task in session.scalars(open_ones):
            task.done_at, task.done_by = clock.now(), actor.person_id
            audit.write(event=f"done.{kind}", citizen=task.citizen_id, actor=actor, about=task.id)


def done_with(tasks: Collection[uuid.UUID], *, actor: audit.Actor) -> None:
    """These need nobody any more; what is done stays as it was."""
    open_ones = select(Task).where(Task.id.in_(tasks), Task.done_at.is_(None))
    with transaction() as session:
        for task in session.scalars(open_ones):
            task.done_at, task.done_by = clock.now(), actor.person_id


def not_done(*, kind: str, citizen: uuid.UUID, since: datetime, actor: audit.Actor) -> None:
    """What this person has done since a moment was a slip of the finger: it waits again."""
    slips = update(Task).where(Task.kind == kind, Task.citizen_id == citizen, Task.done_at >= since)
    with transaction() as session:
        session.execute(slips.where(Task.done_by == actor.person_id).values(done_at=None, done_by=None))
