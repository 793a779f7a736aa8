"""The end of a conversation: names, codes, what was pointed at or said back go; agency, time and mode stay."""

import uuid
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from companion.accounts import sign_in as sign_ins
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.interpreting import rules, teach_back
from companion.interpreting.live import KnownGuest, Talk
from companion.interpreting.records import Conversation, Guest

AT_ONCE = 200  # talks ended in one pass of the worker
_AS_IS = {"synchronize_session": False}
_GONE = {
    "here": None,
    "point": None,
    "block": None,
    "signal": None,
    "signalled_at": None,
    "code_hash": None,
    "sign_in_id": None,
}


def end(*, talk: uuid.UUID, by: str, actor: audit.Actor, at: datetime | None = None) -> None:
    """The talk is over for everybody; ending it twice is ending it once."""
    with transaction() as session:
        found = session.get(Conversation, talk, with_for_update=True)
        if found is not None and found.ended_at is None:
            _end(session, found, at=at or clock.now(), by=by, actor=actor)


def end_left_open(*, citizen: uuid.UUID, staff: uuid.UUID | None, actor: audit.Actor) -> None:
    """Whoever opens a new talk ends the one left open before."""
    open_ones = select(Conversation).where(Conversation.citizen_id == citizen, Conversation.ended_at.is_(None))
    same = Conversation.staff_id.is_(None) if staff is None else Conversation.staff_id == staff
    with transaction() as session:
        for found in session.scalars(open_ones.where(same)).all():
            _end(session, found, at=clock.now(), by="citizen" if staff is None else "staff", actor=actor)


def end_overdue() -> int:
    """End what should have ended by itself: after two hours, or when she or its opener signed out. How many it were."""
    with transaction() as session:
        teach_back.drop_overdue()
        open_ones = select(Conversation).where(Conversation.ended_at.is_(None)).order_by(Conversation.made_at)
        found = [(one, _why_over(one)) for one in session.scalars(open_ones.limit(AT_ONCE)).all()]
        for one, why in found:
            if why:
                _end_by_itself(session, one, why)
        return sum(1 for _one, why in found if why)


def is_over(talk: Talk) -> bool:
    """Whether it is over; one that should be is ended here, so that nothing is open a request longer."""
    if talk.ended_at is not None:
        return True
    why = _why_over(talk)
    if why is None:
        return False
    with transaction() as session:
        found = session.get(Conversation, talk.id, with_for_update=True)
        if found is not None and found.ended_at is None:
            _end_by_itself(session, found, why)
    return True


def leave(guest: KnownGuest) -> None:
    """The interpreter goes; the talk is over with the last voice that carried it."""
    with transaction() as session:
        found = session.get(Conversation, guest.conversation_id, with_for_update=True)
        if found is None or found.ended_at is not None:
            return
        if guest.is_in:
            me = audit.Actor(None, rules.INTERPRETER)
            _end(session, found, at=clock.now(), by=rules.INTERPRETER, actor=me)
            return
        gone = update(Guest).where(Guest.id == guest.id).values(left_at=clock.now(), name=None)
        session.execute(gone, execution_options=_AS_IS)
        found.version += 1


def _why_over(talk: Conversation | Talk) -> str | None:
    if clock.now() >= rules.ends_at(talk.made_at, talk.began_at):
        return rules.BY_TIME
    hers = talk.sign_in_id is not None and sign_ins.known(talk.sign_in_id) is None
    openers = talk.staff_id is not None and sign_ins.has_left(talk.staff_id, since=talk.made_at)
    return rules.BY_SIGN_OUT if hers or openers else None


def _end_by_itself(session: Session, talk: Conversation, why: str) -> None:
    last = rules.ends_at(talk.made_at, talk.began_at)
    _end(session, talk, at=min(last, clock.now()), by=why, actor=audit.WORKER)


def _end(session: Session, talk: Conversation, *, at: datetime, by: str, actor: audit.Actor) -> None:
    of_talk = Guest.conversation_id == talk.id
    session.execute(delete(Guest).where(of_talk, Guest.let_in_at.is_(None)), execution_options=_AS_IS)
    session.execute(update(Guest).where(of_talk).values(name=None), execution_options=_AS_IS)
    staying = update(Guest).where(of_talk, Guest.left_at.is_(None))
    session.execute(staying.values(left_at=at), execution_options=_AS_IS)
    for field, nothing in _GONE.items():
        setattr(talk, field, nothing)
    teach_back.drop_of(talk.citizen_id)
    talk.ended_at, talk.ended_by, talk.version, talk.pages = at, by, talk.version + 1, []
    audit.write(event="talk.ended", citizen=talk.citizen_id, actor=actor, about=talk.id)
