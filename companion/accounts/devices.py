"""The phones somebody is signed in on, and ending them: at the next request such a phone is a stranger's."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select, update

from companion.accounts.records import SignIn
from companion.accounts.rules import CITIZEN, TWO_FACTORS, sign_in_life
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound


@dataclass(frozen=True)
class Device:
    """One signed-in phone, as its owner sees it."""

    id: uuid.UUID
    device: str | None
    own_phone: bool
    method: str
    signed_in_at: datetime
    last_seen_on: date | None

    @property
    def is_strong(self) -> bool:
        """Whether it was signed in with two factors."""
        return self.method in TWO_FACTORS


def of(actor: audit.Actor) -> Sequence[Device]:
    """Every phone I am signed in on just now, newest first."""
    columns = select(
        SignIn.id, SignIn.device, SignIn.own_phone, SignIn.method, SignIn.signed_in_at, SignIn.last_seen_on
    )
    with reading() as db:
        rows = db.execute(columns.where(*_open(actor)).order_by(SignIn.signed_in_at.desc(), SignIn.id))
        return [Device(*row) for row in rows]


def end(*, sign_in_id: uuid.UUID, actor: audit.Actor) -> None:
    """End one of my phones at once. Raises NotFound, for somebody else's too."""
    with transaction():
        if not _end(actor, SignIn.id == sign_in_id):
            raise NotFound
        audit.write(event="phone.ended", citizen=_citizen(actor), actor=actor, about=sign_in_id)


def end_all_others(*, this: uuid.UUID, actor: audit.Actor) -> int:
    """End every phone of mine but this one at once. Returns how many."""
    with transaction():
        ended = _end(actor, SignIn.id != this)
        if ended:
            audit.write(event="phones.ended", citizen=_citizen(actor), actor=actor)
    return ended


def _end(actor: audit.Actor, which: ColumnElement[bool]) -> int:
    ending = update(SignIn).where(*_open(actor), which).values(ended_at=clock.now()).returning(SignIn.id)
    with transaction() as session:
        return len(session.execute(ending, execution_options={"synchronize_session": False}).all())


def _open(actor: audit.Actor) -> tuple[ColumnElement[bool], ...]:
    staff, now = actor.role != CITIZEN, clock.now()
    return (
        SignIn.person_id == actor.person_id,
        SignIn.ended_at.is_(None),
        SignIn.own_phone & (SignIn.signed_in_at > now - sign_in_life(staff=staff, own_phone=True))
        | ~SignIn.own_phone & (SignIn.signed_in_at > now - sign_in_life(staff=staff, own_phone=False)),
    )


def _citizen(actor: audit.Actor) -> uuid.UUID | None:
    return actor.person_id if actor.role == CITIZEN else None
