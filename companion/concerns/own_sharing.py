"""Her own tick that her contacts may see a list of hers; off until she ticks it, off again at once."""

import uuid

from sqlalchemy import ColumnElement, select

from companion.accounts.rules import CITIZEN
from companion.concerns.records import OwnSharing
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import Invalid, NotFound

WISHES, HOURS = "wishes", "hours"
LISTS = (WISHES, HOURS)
SHOWN = {WISHES: "wishes.shown", HOURS: "hours.shown"}
HIDDEN = {WISHES: "wishes.hidden", HOURS: "hours.hidden"}


def is_shared(citizen: uuid.UUID, shared: str) -> bool:
    """Whether her contacts may see this list now."""
    with reading() as db:
        return db.execute(select(OwnSharing.id).where(*_open(citizen, shared))).first() is not None


def share(*, shared: str, language: str, actor: audit.Actor) -> None:
    """She ticks it; twice is once."""
    citizen = _citizen(shared, actor)
    with transaction() as session:
        in_turn(citizen)
        if is_shared(citizen, shared):
            return
        session.add(OwnSharing(id=new_id(), citizen_id=citizen, shared=shared, language=language, shown_at=clock.now()))
        audit.write(event=SHOWN[shared], citizen=citizen, actor=actor)


def hide(*, shared: str, actor: audit.Actor) -> None:
    """She takes the tick away."""
    citizen = _citizen(shared, actor)
    with transaction() as session:
        found = session.scalars(select(OwnSharing).where(*_open(citizen, shared)).with_for_update()).first()
        if found is not None:
            found.hidden_at = clock.now()
            audit.write(event=HIDDEN[shared], citizen=citizen, actor=actor)


def _open(citizen: uuid.UUID, shared: str) -> tuple[ColumnElement[bool], ...]:
    return (OwnSharing.citizen_id == citizen, OwnSharing.shared == shared, OwnSharing.hidden_at.is_(None))


def _citizen(shared: str, actor: audit.Actor) -> uuid.UUID:
    if actor.role != CITIZEN or actor.person_id is None:
        raise NotFound
    if shared not in LISTS:
        raise Invalid
    return actor.person_id
