"""“Jobs or studies I would like”: the citizen's list. Staff suggest, she decides, and a no leaves no trace.

Nothing here is a score and nothing decides anything: who wants a job looks for one (IPS: no test of readiness).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from companion.accounts.rules import CITIZEN, EMPLOYMENT_ROLES
from companion.caseload import service as caseload
from companion.concerns import own_sharing, rules
from companion.concerns.records import Wish
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound


class WrongLength(Invalid):
    """A wish is a few words."""

    sentence = N_("Skriv mellem 2 og %(most)s tegn.")

    def __init__(self) -> None:
        super().__init__(most=rules.LONGEST_WISH)


class ListFull(Conflict):
    """The list is long enough to be read."""

    sentence = N_("Listen er fuld. Tag noget væk først.")


@dataclass(frozen=True)
class KnownWish:
    """One wish; `suggested_by` is a member of staff, `accepted_at` None while she has not answered."""

    id: uuid.UUID
    words: str
    position: int
    suggested_by: uuid.UUID | None
    made_at: datetime
    accepted_at: datetime | None

    @property
    def is_hers(self) -> bool:
        """Whether it stands on her list."""
        return self.accepted_at is not None


def of(citizen: uuid.UUID) -> Sequence[KnownWish]:
    """Her list in her order, with the suggestions she has not answered at the end."""
    found = _wishes(Wish.citizen_id == citizen)
    return sorted(found, key=lambda one: (not one.is_hers, one.position, one.made_at))


def shown_to(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[KnownWish]:
    """What the citizen shows of her list to her own contacts; nothing unless she ticked it. Raises NotFound."""
    if actor.person_id is None:
        raise NotFound
    caseload.require_relation(citizen=citizen, staff=actor.person_id)
    if not own_sharing.is_shared(citizen, own_sharing.WISHES):
        return []
    with transaction():
        audit.write(event="read.wishes", citizen=citizen, actor=actor)
    return [one for one in of(citizen) if one.is_hers]


def add(*, words: str, actor: audit.Actor) -> uuid.UUID:
    """She adds one at the end. Raises WrongLength or ListFull."""
    citizen, said = _citizen(actor), _said(words)
    with transaction() as session:
        in_turn(citizen)
        made = _new(session, citizen, said)
        made.accepted_at = made.made_at
        audit.write(event="wish.added", citizen=citizen, actor=actor, about=made.id)
        return made.id


def suggest(*, citizen: uuid.UUID, words: str, actor: audit.Actor) -> None:
    """Somebody of the employment side who is there for her suggests; what becomes of it is hers to tell.

    Raises NotFound without a relation, or WrongLength. A full list takes nothing, and does not say so: it is hers.
    """
    if actor.role not in EMPLOYMENT_ROLES or actor.person_id is None:
        raise NotFound
    caseload.require_relation(citizen=citizen, staff=actor.person_id)
    said = _said(words)
    with transaction() as session:
        in_turn(citizen)
        try:
            made = _new(session, citizen, said)
        except ListFull:
            return
        made.suggested_by = actor.person_id
        audit.write(event="wish.suggested", citizen=citizen, actor=actor, about=made.id)


def accept(*, wish_id: uuid.UUID, actor: audit.Actor) -> None:
    """She takes a suggestion on her list. Raises NotFound."""
    with transaction() as session:
        found = _mine(session, wish_id, actor)
        if found.accepted_at is None:
            found.accepted_at = clock.now()
            audit.write(event="wish.accepted", citizen=found.citizen_id, actor=actor, about=wish_id)


def remove(*, wish_id: uuid.UUID, actor: audit.Actor) -> None:
    """She takes one away, or says no to a suggestion: the row is gone. Raises NotFound."""
    with transaction() as session:
        found = _mine(session, wish_id, actor)
        session.delete(found)
        audit.write(event="wish.removed", citizen=found.citizen_id, actor=actor, about=wish_id)


def move_up(*, wish_id: uuid.UUID, actor: audit.Actor) -> None:
    """It changes places with the one before it; the first one stays. Raises NotFound."""
    with transaction() as session:
        in_turn(_citizen(actor))
        found = _mine(session, wish_id, actor)
        before = (Wish.citizen_id == found.citizen_id, Wish.position < found.position, Wish.accepted_at.is_not(None))
        other = session.scalars(select(Wish).where(*before).order_by(Wish.position.desc()).limit(1)).first()
        if other is not None:
            found.position, other.position = other.position, found.position


def _wishes(*which: ColumnElement[bool]) -> Sequence[KnownWish]:
    query = select(Wish.id, Wish.words, Wish.position, Wish.suggested_by, Wish.made_at, Wish.accepted_at)
    with reading() as db:
        return [_known(row) for row in db.execute(query.where(*which))]


def _known(row: Any) -> KnownWish:
    said = str(crypto.unseal(row.words, table="wish", row=row.id, field="words"))
    return KnownWish(row.id, said, row.position, row.suggested_by, row.made_at, row.accepted_at)


def _new(session: Session, citizen: uuid.UUID, said: str) -> Wish:
    hers = Wish.citizen_id == citizen
    count, last = session.execute(select(func.count(), func.max(Wish.position)).where(hers)).one()
    if count >= rules.MOST_WISHES:
        raise ListFull
    key = new_id()
    sealed = crypto.seal(said, table="wish", row=key, field="words")
    made = Wish(id=key, citizen_id=citizen, words=sealed, position=(last or 0) + 1, made_at=clock.now())
    session.add(made)
    return made


def _mine(session: Session, wish_id: uuid.UUID, actor: audit.Actor) -> Wish:
    found = session.get(Wish, wish_id, with_for_update=True)
    if found is None or found.citizen_id != _citizen(actor):
        raise NotFound
    return found


def _said(words: str) -> str:
    said = " ".join(words.split())
    if not 2 <= len(said) <= rules.LONGEST_WISH:
        raise WrongLength
    return said


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.role != CITIZEN or actor.person_id is None:
        raise NotFound
    return actor.person_id
