"""“What my workplace may know”: hers alone. No page of staff, no export to anybody, and nobody else sends it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from companion.accounts.rules import CITIZEN
from companion.concerns import rules, sentences
from companion.concerns.records import WorkplaceLine
from companion.concerns.wishes import ListFull
from companion.concerns.words import Words, opened, words
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import Invalid, NotFound

TOPICS = ("helps", "private")


@dataclass(frozen=True)
class Line:
    """One line: a ready-made sentence or her own words."""

    id: uuid.UUID
    topic: str
    words: Words
    made_at: datetime


def of(citizen: uuid.UUID) -> Sequence[Line]:
    """Her lines, in the order in which she chose them."""
    query = select(WorkplaceLine.id, WorkplaceLine.topic, WorkplaceLine.words, WorkplaceLine.made_at)
    mine = query.where(WorkplaceLine.citizen_id == citizen).order_by(WorkplaceLine.made_at, WorkplaceLine.id)
    with reading() as db:
        return [_line(row) for row in db.execute(mine)]


def add(*, topic: str, keys: Sequence[str], own: str, language: str, actor: audit.Actor) -> None:
    """Add what she chose, one line a sentence, and her own words as one more.

    Raises NothingSaid, TooMuchSaid, ListFull, or Invalid for an unknown topic.
    """
    citizen = _citizen(actor)
    if topic not in TOPICS:
        raise Invalid
    said = words(sentences.WORKPLACE, keys, own, language=language)
    with transaction():
        in_turn(citizen)
        there = {key for line in of(citizen) for key in line.words.keys}
        if len(of(citizen)) + len(said.keys) > rules.MOST_WISHES:
            raise ListFull
        topics = {key: one.topic for key, one in sentences.sentences(sentences.WORKPLACE).items()}
        for key in said.keys:
            if key not in there:
                _keep(citizen, topics[key], Words((key,), None, language))
        if said.own:
            _keep(citizen, topic, Words((), said.own, language))
        audit.write(event="workplace.changed", citizen=citizen, actor=actor)


def remove(*, line_id: uuid.UUID, actor: audit.Actor) -> None:
    """She takes one away; the row is gone. Raises NotFound."""
    citizen = _citizen(actor)
    mine = delete(WorkplaceLine).where(WorkplaceLine.id == line_id, WorkplaceLine.citizen_id == citizen)
    with transaction() as session:
        there = select(func.count()).where(WorkplaceLine.id == line_id, WorkplaceLine.citizen_id == citizen)
        if not session.scalar(there):
            raise NotFound
        session.execute(mine)
        audit.write(event="workplace.changed", citizen=citizen, actor=actor)


def _keep(citizen: uuid.UUID, topic: str, said: Words) -> None:
    key = new_id()
    sealed = crypto.seal(said.plain(), table="workplace_line", row=key, field="words")
    with transaction() as session:
        session.add(WorkplaceLine(id=key, citizen_id=citizen, topic=topic, words=sealed, made_at=clock.now()))


def _line(row: Any) -> Line:
    told = crypto.unseal(row.words, table="workplace_line", row=row.id, field="words")
    return Line(row.id, row.topic, opened(told), row.made_at)


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.role != CITIZEN or actor.person_id is None:
        raise NotFound
    return actor.person_id
