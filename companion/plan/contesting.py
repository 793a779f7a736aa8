"""“This is not right”: a citizen contests a line that staff wrote; it stays so until somebody answers her.

A line is named by a kind and its key, so that other rooms can use it: attendance marks, for example. Whoever tells
lines onward asks `is_contested` first: what is contested never leaves the house.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from companion.accounts import own_copy as everybody
from companion.accounts.circles import CIRCLES, circles_of
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import NotFound
from companion.plan.entrance import require_writer
from companion.plan.kinds import LONGEST_WORDS
from companion.plan.records import Contest
from companion.plan.refusals import Contested, ContestedAlready, NothingSaid, TooLong
from companion.tasks import service as tasks

TASK = "contested"


@dataclass(frozen=True)
class Line:
    """A line staff wrote: its kind and key, who may see it, and who is asked to answer (None: nobody is left)."""

    kind: str
    id: uuid.UUID
    visible_to: str
    asks: uuid.UUID | None


@dataclass(frozen=True)
class KnownContest:
    """One thing that is not right, with what she says and what was answered; words may be missing, the fact stays."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    subject_kind: str
    subject_id: uuid.UUID
    visible_to: str
    words: str | None
    language: str
    made_at: datetime
    answer: str | None
    answered_at: datetime | None
    answered_name: str | None
    answered_role: str | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None


def contest(line: Line, *, words: str, language: str, actor: audit.Actor) -> uuid.UUID:
    """The citizen says that this line is not right; words are hers to give or not. Raises TooLong, ContestedAlready.

    The caller has made sure that the line is hers. Whoever is asked finds it on the desk.
    """
    if len(words) > LONGEST_WORDS:
        raise TooLong(limit=LONGEST_WORDS)
    made = Contest(id=new_id(), citizen_id=actor.person_id, subject_kind=line.kind, subject_id=line.id)
    made.visible_to, made.language, made.made_at = line.visible_to, language, clock.now()
    made.words = crypto.seal(words, table="plan_contest", row=made.id, field="words") if words else None
    with transaction() as session:
        in_turn(line.id)
        _add(session, made)
        audit.write(event="line.contested", citizen=made.citizen_id, actor=actor, about=made.id)
        if line.asks is not None:
            _ask(made, line.asks, actor)
    return made.id


def answer(*, contest_id: uuid.UUID, words: str, actor: audit.Actor) -> None:
    """A member of staff who may see the line answers; she reads it. Raises NotFound, NothingSaid or TooLong."""
    said = words.strip()
    with transaction() as session:
        found = session.get(Contest, contest_id, with_for_update=True)
        if found is None or found.visible_to not in circles_of(actor.role):
            raise NotFound
        require_writer(found.citizen_id, actor)
        _check(said)
        if found.answered_at is not None:
            return
        found.answer = crypto.seal(said, table="plan_contest", row=found.id, field="answer")
        found.answered_at, found.answered_by, found.answered_role = clock.now(), actor.person_id, actor.role
        tasks.settle(kind=TASK, about=found.id, actor=actor)
        audit.write(event="line.answered", citizen=found.citizen_id, actor=actor, about=found.id)


def is_contested(kind: str, subject_id: uuid.UUID) -> bool:
    """Whether the citizen says that this line is not right, and nobody has answered."""
    return subject_id in contested(kind, [subject_id])


def contested(kind: str, subjects: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of these lines that are contested now."""
    which = (Contest.subject_kind == kind, Contest.subject_id.in_(list(subjects)), Contest.answered_at.is_(None))
    with reading() as db:
        return frozenset(db.scalars(select(Contest.subject_id).where(*which)))


def require_uncontested(kind: str, subject_id: uuid.UUID) -> None:
    """Raises Contested: for whoever is about to tell this line onward, or to close it."""
    if is_contested(kind, subject_id):
        raise Contested


def newest(citizen: uuid.UUID, *, circles: Sequence[str] = CIRCLES) -> Mapping[uuid.UUID, KnownContest]:
    """Line → the newest thing she said of it, that these circles hold."""
    which = (Contest.citizen_id == citizen, Contest.visible_to.in_(circles))
    with reading() as db:
        rows = db.execute(select(Contest.__table__).where(*which).order_by(Contest.made_at, Contest.id)).all()
    names = everybody.names({row.answered_by for row in rows if row.answered_by}) if rows else {}
    return {row.subject_id: _known(row, names) for row in rows}


def one(contest_id: uuid.UUID, actor: audit.Actor) -> KnownContest:
    """One of them, for staff who may see the line. Raises NotFound."""
    with reading() as db:
        row = db.execute(select(Contest.__table__).where(Contest.id == contest_id)).one_or_none()
    if row is None or row.visible_to not in circles_of(actor.role):
        raise NotFound
    require_writer(row.citizen_id, actor)
    return _known(row, everybody.names([row.answered_by]) if row.answered_by else {})


def move(subject_id: uuid.UUID, circle: str) -> None:
    """The line is told to others than before: what she says of it goes along."""
    with transaction() as session:
        for found in session.scalars(select(Contest).where(Contest.subject_id == subject_id)):
            found.visible_to = circle


def opened(citizen: uuid.UUID) -> dict[str, dict[str, str | None]]:
    """Words and answers by contest, for her own copy."""
    with reading() as db:
        rows = db.execute(select(Contest.id, Contest.words, Contest.answer).where(Contest.citizen_id == citizen)).all()
    return {str(row.id): {"words": _said(row), "answer": _reply(row)} for row in rows}


def _add(session: Session, made: Contest) -> None:
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        raise ContestedAlready from None


def _ask(made: Contest, owner: uuid.UUID, actor: audit.Actor) -> None:
    key = uuid.uuid5(made.id, TASK)
    tasks.ask(
        kind=TASK,
        citizen=made.citizen_id,
        owner=owner,
        key=key,
        about=made.id,
        visible_to=made.visible_to,
        actor=actor,
    )


def _check(said: str) -> None:
    if not said:
        raise NothingSaid
    if len(said) > LONGEST_WORDS:
        raise TooLong(limit=LONGEST_WORDS)


def _known(row: Row[Any], names: Mapping[uuid.UUID, str]) -> KnownContest:
    same = ("id", "citizen_id", "subject_kind", "subject_id", "visible_to", "language", "made_at")
    return KnownContest(
        **{name: getattr(row, name) for name in same},
        words=_said(row),
        answer=_reply(row),
        answered_at=row.answered_at,
        answered_name=names.get(row.answered_by),
        answered_role=row.answered_role,
    )


def _said(row: Any) -> str | None:
    return str(crypto.unseal(row.words, table="plan_contest", row=row.id, field="words")) if row.words else None


def _reply(row: Any) -> str | None:
    return str(crypto.unseal(row.answer, table="plan_contest", row=row.id, field="answer")) if row.answer else None
