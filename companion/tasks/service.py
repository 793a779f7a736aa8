"""Asking for something and getting it done."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from companion.accounts.circles import ALL, circles_of
from companion.caseload import absence
from companion.foundation import audit, clock, journal
from companion.foundation.database import in_turn, put_once, reading, transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.tasks.records import Task

ANSWERED_SHOWN = timedelta(days=3)  # how long Today says that her question was answered
CALL_ME = "call-me"
CANNOT_COME = "cannot-come"
NO_ANSWER = "no-answer"  # her contact does not answer: whoever covers does, and she sees how far it is
LATE = "late"  # the citizen comes to a meeting some minutes later
OTHER_TIME = "other-time"  # the citizen asks for another time of a meeting
TALK_TIME = "talk-time"  # the citizen asks for a time to talk, whatever about
CALLS = (CALL_ME, NO_ANSWER)  # whoever is asked this may let the own phone say so
WISHED = "call.wished"  # the fact of it
NEW_TIME = "new-time"  # a meeting this person comes to has another time
CALLED_OFF = "called-off"  # ... or is off
INTERPRETER = "interpreter-anew"  # the interpreter was booked for something that is not so any more
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
    seen_at: datetime | None = None
    done_at: datetime | None = None


_COLUMNS = (
    *(Task.id, Task.kind, Task.citizen_id, Task.owner_id, Task.with_interpreter, Task.about, Task.asked_at),
    *(Task.seen_at, Task.done_at),
)
_OF_OWNER = (
    select(*_COLUMNS)
    .where(
        Task.owner_id.in_(absence.IN_PLACE_OF),
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
_LATELY = (
    select(*_COLUMNS)
    .where(
        Task.citizen_id == bindparam("citizen"),
        Task.kind.in_((CALL_ME, NO_ANSWER)),
        Task.done_at.is_(None) | ((Task.kind == NO_ANSWER) & (Task.done_at > bindparam("since"))),
    )
    .order_by(Task.done_at.is_(None), Task.asked_at.desc())
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
    asked = {"kind": kind, "citizen_id": citizen, "owner_id": owner, "with_interpreter": with_interpreter}
    asked |= {"about": about, "visible_to": visible_to, "asked_at": clock.now()}
    with transaction() as session:
        if put_once(session, Task, id=key, **asked):
            audit.write(event=f"asked.{kind}", citizen=citizen, actor=actor, about=key)
            if kind in CALLS:
                journal.tell(kind=WISHED, citizen=citizen, subject=key)
            return True
        known = session.get_one(Task, key)
        if (known.citizen_id, known.kind) != (citizen, kind):
            raise Conflict
        return False


def ask_for_call(
    *, citizen: uuid.UUID, owner: uuid.UUID, key: uuid.UUID, with_interpreter: bool, actor: audit.Actor
) -> bool:
    """She wants this person to call; while that wish stands open, another tap is the same wish (False).

    One that adds an interpreter is a new wish. Raises Conflict.
    """
    with transaction():
        in_turn(citizen)
        if is_to_call(citizen, owner, with_interpreter=with_interpreter):
            return False
        return ask(kind=CALL_ME, citizen=citizen, owner=owner, key=key, with_interpreter=with_interpreter, actor=actor)


def is_to_call(citizen: uuid.UUID, owner: uuid.UUID, *, with_interpreter: bool) -> bool:
    """Whether this person has been asked to call her, and has not done it yet."""
    return any(
        one.owner_id == owner and (one.with_interpreter or not with_interpreter)
        for one in all_asked_by(citizen, CALL_ME)
    )


def take_back(*, kind: str, about: uuid.UUID, actor: audit.Actor) -> None:
    """The citizen no longer needs what she asked about this; nobody has to read it any more."""
    open_ones = update(Task).where(
        Task.kind == kind, Task.about == about, Task.citizen_id == actor.person_id, Task.done_at.is_(None)
    )
    with transaction() as session:
        session.execute(open_ones.values(done_at=clock.now(), done_by=actor.person_id))


def is_waiting(*, kind: str, about: uuid.UUID) -> bool:
    """Whether somebody has been asked this about it, and has not done it yet."""
    query = select(Task.id).where(Task.kind == kind, Task.about == about, Task.done_at.is_(None)).limit(1)
    with reading() as db:
        return db.scalar(query) is not None


def settle(*, kind: str, about: uuid.UUID, actor: audit.Actor) -> None:
    """It has been done where it belongs, whoever it was asked of: nobody has to look at it any more."""
    open_ones = update(Task).where(Task.kind == kind, Task.about == about, Task.done_at.is_(None))
    with transaction() as session:
        session.execute(open_ones.values(done_at=clock.now(), done_by=actor.person_id))


def waiting_for(owner: uuid.UUID, *, role: str | None = None) -> Sequence[Waiting]:
    """What this member of staff still owes, oldest first; without a role, only what every role may see.

    While somebody is away, what waits for that person waits for the cover too (in the circles of the cover's role).
    """
    circles = (ALL,) if role is None else circles_of(role)
    with reading() as db:
        rows = db.execute(_OF_OWNER, {"cover": owner, "day": clock.today(), "circles": circles})
        return [Waiting(*row) for row in rows]


def open_one(task_id: uuid.UUID) -> Waiting | None:
    """What was asked by this key, while nobody has done it."""
    with reading() as db:
        row = db.execute(select(*_COLUMNS).where(Task.id == task_id, Task.done_at.is_(None))).one_or_none()
    return Waiting(*row) if row else None


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
    """The owner, or who covers for the owner, has done it. Raises NotFound for anybody else."""
    with transaction() as session:
        task = session.get(Task, task_id)
        if task is None or not _may_do(task, actor):
            raise NotFound
        if task.done_at is None:
            task.done_at, task.done_by = clock.now(), actor.person_id
            audit.write(event=f"done.{task.kind}", citizen=task.citizen_id, actor=actor, about=task_id)


def lately(citizen: uuid.UUID) -> dict[str, Waiting]:
    """What Today shows, in one select: the oldest open call, and how far “nobody answers” is, some days longer."""
    with reading() as db:
        rows = db.execute(_LATELY, {"citizen": citizen, "since": clock.now() - ANSWERED_SHOWN})
        return {row.kind: Waiting(*row) for row in rows}  # the last of a kind wins


def see(waiting: Sequence[Waiting]) -> None:
    """Whoever is asked because nobody answers has it on the screen now: the citizen is told so."""
    unseen = [one.id for one in waiting if one.kind == NO_ANSWER and one.seen_at is None]
    if not unseen:
        return
    with transaction() as session:
        session.execute(update(Task).where(Task.id.in_(unseen)).values(seen_at=clock.now()))


def lapse(*, citizen: uuid.UUID, actor: audit.Actor) -> None:
    """Her case has ended: nobody owes her anything any more, and nobody is shown what she asked."""
    open_ones = update(Task).where(Task.citizen_id == citizen, Task.done_at.is_(None))
    with transaction() as session:
        session.execute(open_ones.values(done_at=clock.now(), done_by=actor.person_id))


def _may_do(task: Task, actor: audit.Actor) -> bool:
    if actor.person_id is None or task.visible_to not in circles_of(actor.role):
        return False
    return task.owner_id == actor.person_id or task.owner_id in absence.covered_by(actor.person_id)
