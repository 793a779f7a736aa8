"""Worries as their receivers see them: who may open which, taking one, answering, offering a talk, giving advice."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Session

from companion.accounts.circles import circles_of
from companion.accounts.contacts import everybody_in
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.concerns import rules, sentences, talks
from companion.concerns.known import KnownConcern, concerns
from companion.concerns.records import Concern, Reply
from companion.concerns.service import TASK, IsClosed
from companion.concerns.talks import Talk
from companion.concerns.words import Words
from companion.foundation import audit, clock, crypto, journal
from companion.foundation.database import in_turn, new_id, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.tasks import by_subject

RECEIVING = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)
PAGE = 20  # worries on one page of the desk


class AdviceTooLong(Invalid):
    """An advice is read standing, by somebody who is tired."""

    sentence = N_("Skriv højst %(lines)s linjer med højst %(letters)s tegn i hver.")

    def __init__(self) -> None:
        super().__init__(lines=rules.ADVICE_LINES, letters=rules.ADVICE_LINE)


class AdviceDecided(Conflict):
    """The citizen has decided about this advice: another text under her decision would be a lie."""

    sentence = N_("Borgeren har allerede taget stilling til rådet. Det kan ikke laves om.")


@dataclass(frozen=True)
class Advice:
    """Up to three lines: ready-made sentences first, then own ones."""

    keys: Sequence[str]
    own: Sequence[str]

    def lines(self) -> list[dict[str, str]]:
        """As it is sealed. Raises AdviceTooLong."""
        chosen = sentences.known(sentences.ADVICE, self.keys)
        written = [line for one in self.own if (line := " ".join(one.split()))]
        if not rules.advice_fits([*chosen, *written]):
            raise AdviceTooLong
        return [{"key": key} for key in chosen] + [{"own": line} for line in written]


def waiting(*, actor: audit.Actor, page: int = 0) -> Sequence[KnownConcern]:
    """What this member of staff can answer, oldest first; one more than a page when there is a next one.

    The look is written for the citizens on it, once a day. Raises NotFound for a role that answers nothing.
    """
    found = concerns(Concern.closed_at.is_(None), _for(actor), newest_first=False)
    shown = found[page * PAGE : (page + 1) * PAGE + 1]
    with transaction():
        audit.write_daily(event="read.concerns", citizens={one.citizen_id for one in shown[:PAGE]}, actor=actor)
    return shown


def opened(*, concern_id: uuid.UUID, actor: audit.Actor) -> KnownConcern:
    """One of them; whoever opens one that nobody has taken takes it. The look is written. Raises NotFound."""
    with transaction() as session:
        in_turn(concern_id)
        found = _one(session, concern_id, actor)
        if found.owner_id is None:
            _take(found, actor)
        if found.read_at is None:
            found.read_at = clock.now()
        audit.write(event="read.concern", citizen=found.citizen_id, actor=actor, about=concern_id)
        session.flush()
        return concerns(Concern.id == concern_id)[0]


def reply(*, concern_id: uuid.UUID, said: Words | None, talk: Talk | None = None, actor: audit.Actor) -> None:
    """Answer, offer a talk, or both; whoever answers has taken it. Raises NotFound, Invalid, IsClosed or WrongTimes."""
    if said is None and talk is None:
        raise Invalid
    with transaction() as session:
        found = _to_answer(session, concern_id, actor)
        if said is not None:
            _keep_reply(session, found, said, actor)
        if talk is not None:
            talks.offer(session, found, talk, actor)
        by_subject.done_about(kind=TASK, about=concern_id, actor=actor)


def advise(*, concern_id: uuid.UUID, advice: Advice, actor: audit.Actor) -> None:
    """Give the advice; the citizen reads it first. Raises NotFound, AdviceTooLong, AdviceDecided or IsClosed."""
    lines = advice.lines()
    with transaction() as session:
        found = _to_answer(session, concern_id, actor)
        if found.released_at is not None or found.kept_at is not None:
            raise AdviceDecided
        found.advice = crypto.seal(lines, table="concern", row=found.id, field="advice")
        found.advised_at, found.advice_seen_at = clock.now(), None
        by_subject.done_about(kind=TASK, about=concern_id, actor=actor)
        audit.write(event="concern.advised", citizen=found.citizen_id, actor=actor, about=found.id)


def close(*, concern_id: uuid.UUID, actor: audit.Actor) -> None:
    """Nothing more is to be done; the citizen sees that and can write again. Raises NotFound."""
    with transaction() as session:
        found = _one(session, concern_id, actor)
        if found.closed_at is None:
            found.closed_at, found.closed_by = clock.now(), actor.person_id
            by_subject.done_about(kind=TASK, about=concern_id, actor=actor)
            audit.write(event="concern.closed", citizen=found.citizen_id, actor=actor, about=found.id)
            journal.tell(kind="concern.closed", citizen=found.citizen_id, subject=found.id)


def _for(actor: audit.Actor) -> ColumnElement[bool]:
    """Which worries somebody may open: those of the own role that nobody answers just now, and the own ones."""
    if actor.role not in RECEIVING or actor.person_id is None:
        raise NotFound
    mine = Concern.owner_id == actor.person_id
    if actor.role == rules.COORDINATOR:
        here = [one.person_id for one in everybody_in([rules.COORDINATOR])]
        late = and_(Concern.replied_at.is_(None), Concern.read_at < clock.now() - rules.PASSED_ON_AFTER)
        nobodys = or_(Concern.owner_id.is_(None), Concern.owner_id.not_in(here), late)
        mine = or_(mine, and_(Concern.receiver == rules.COORDINATOR, nobodys))
    return and_(mine, Concern.visible_to.in_(circles_of(actor.role)))


def _one(session: Session, concern_id: uuid.UUID, actor: audit.Actor) -> Concern:
    found = session.query(Concern).filter(Concern.id == concern_id, _for(actor)).with_for_update().one_or_none()
    if found is None:
        raise NotFound
    return found


def _to_answer(session: Session, concern_id: uuid.UUID, actor: audit.Actor) -> Concern:
    in_turn(concern_id)
    found = _one(session, concern_id, actor)
    if found.closed_at is not None:
        raise IsClosed
    if found.owner_id != actor.person_id:
        _take(found, actor)
    found.read_at = found.read_at or clock.now()
    return found


def _take(concern: Concern, actor: audit.Actor) -> None:
    if actor.person_id is not None:
        concern.owner_id = actor.person_id
        by_subject.pass_on(kind=TASK, about=concern.id, to=actor.person_id)


def _keep_reply(session: Session, concern: Concern, said: Words, actor: audit.Actor) -> None:
    key = new_id()
    words = crypto.seal(said.plain(), table="concern_reply", row=key, field="words")
    concern.replied_at = clock.now()
    told = {"concern_id": concern.id, "citizen_id": concern.citizen_id, "words": words, "made_at": concern.replied_at}
    session.add(Reply(id=key, staff_id=actor.person_id, **told))
    audit.write(event="concern.replied", citizen=concern.citizen_id, actor=actor, about=concern.id)
