"""Requests: “I want this”, an interpreter, support at work; each carries its own yes, and nothing else is told."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from companion.accounts.circles import ALL, HEALTH, circles_of, told_to
from companion.accounts.contacts import Contact, everybody_in
from companion.accounts.rules import CITIZEN, HEALTH_ROLES, HEALTH_UNIT
from companion.concerns import rules, subjects
from companion.concerns import service as concerns
from companion.concerns.answering import RECEIVING
from companion.concerns.records import Request
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, reading, transaction
from companion.foundation.errors import Conflict, Invalid, NotFound
from companion.language.text import Text
from companion.plan import catalogue
from companion.tasks import by_subject
from companion.tasks import service as tasks

TASK = "request"
MEASURE, CARD, INTERPRETER, SUPPORT = "measure", "card", "interpreter", "support-at-work"
KINDS = (MEASURE, CARD, INTERPRETER, SUPPORT)
TITLES: dict[str, Text] = {
    INTERPRETER: {"da": "Tolk", "en": "An interpreter", "ar": "مترجم شفهي", "uk": "Перекладач"},
    SUPPORT: {"da": "Støtte på arbejdet", "en": "Support at work", "ar": "دعم في العمل", "uk": "Підтримка на роботі"},
}


@dataclass(frozen=True)
class Wanted:
    """What she wants and who answers for it."""

    kind: str
    title: Text
    receiver: str
    contact: Contact
    measure: str | None = None
    about_id: uuid.UUID | None = None
    programme_id: str | None = None  # the programme that laid the card out, if one did

    @property
    def is_health(self) -> bool:
        """Whether the health side answers: then the employment side never hears of it."""
        return self.receiver == rules.COORDINATOR or self.contact.role in HEALTH_ROLES


@dataclass(frozen=True)
class KnownRequest:
    """One request as both sides see it."""

    id: uuid.UUID
    citizen_id: uuid.UUID
    kind: str
    title: Text
    receiver: str
    owner_id: uuid.UUID | None
    with_interpreter: bool
    consent_text: str
    language: str
    asked_at: datetime
    seen_at: datetime | None
    done_at: datetime | None
    taken_back_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to answer."""
        return self.done_at is None and self.taken_back_at is None


_COLUMNS = [getattr(Request, name) for name in KnownRequest.__dataclass_fields__]


def wanted(citizen: uuid.UUID, *, kind: str, measure: str | None, card: uuid.UUID | None) -> Wanted:
    """What a form names, with who answers. Raises NotFound, Invalid, NoCoordinator or NobodyToCall."""
    if kind == MEASURE:
        return _measure(citizen, measure)
    if kind == CARD:
        return _card(citizen, card)
    if kind not in TITLES:
        raise Invalid
    return Wanted(kind, TITLES[kind], rules.CONTACT, _receiver(citizen, rules.CONTACT).contact)


def ask(
    *, key: uuid.UUID, wish: Wanted, consent_text: str, language: str, with_interpreter: bool, actor: audit.Actor
) -> uuid.UUID:
    """She asks; the same key again, or the same wish while it is open, is the same request."""
    if actor.role != CITIZEN or actor.person_id is None:
        raise NotFound
    with transaction() as session:
        in_turn(actor.person_id)
        known = session.get(Request, key)
        if known is not None and known.citizen_id != actor.person_id:
            raise Conflict
        if (same := known or _same_open(session, actor.person_id, wish)) is not None:
            return same.id
        made = _new(key, actor.person_id, wish)
        made.consent_text, made.language, made.with_interpreter = consent_text, language, with_interpreter
        session.add(made)
        audit.write(event="request.sent", citizen=made.citizen_id, actor=actor, about=key)
        session.flush()
        _tell(made, wish, actor)
    return key


def of(citizen: uuid.UUID) -> Sequence[KnownRequest]:
    """Everything she asked for, newest first."""
    return _requests(Request.citizen_id == citizen)


def take_back(*, request_id: uuid.UUID, actor: audit.Actor) -> None:
    """She does not want it any more; nobody has to answer. Raises NotFound."""
    with transaction() as session:
        found = session.get(Request, request_id, with_for_update=True)
        if found is None or actor.role != CITIZEN or found.citizen_id != actor.person_id:
            raise NotFound
        if found.done_at is None and found.taken_back_at is None:
            found.taken_back_at = clock.now()
            tasks.take_back(kind=TASK, about=request_id, actor=actor)
            audit.write(event="request.taken-back", citizen=found.citizen_id, actor=actor, about=request_id)


def waiting(*, actor: audit.Actor) -> Sequence[KnownRequest]:
    """What waits for this member of staff or the own role, oldest first; the look is written once a day."""
    found = list(reversed(_requests(Request.done_at.is_(None), Request.taken_back_at.is_(None), _for(actor))))
    with transaction():
        audit.write_daily(event="read.requests", citizens={one.citizen_id for one in found}, actor=actor)
    return found


def seen(*, request_id: uuid.UUID, actor: audit.Actor) -> None:
    """Somebody takes it on, and the citizen sees that. Raises NotFound."""
    with transaction() as session:
        found = _to_answer(session, request_id, actor)
        if found.seen_at is None:
            found.seen_at = clock.now()
            audit.write(event="request.seen", citizen=found.citizen_id, actor=actor, about=request_id)


def done(*, request_id: uuid.UUID, actor: audit.Actor) -> None:
    """It is answered. Raises NotFound."""
    with transaction() as session:
        found = _to_answer(session, request_id, actor)
        found.seen_at, found.done_at = found.seen_at or clock.now(), clock.now()
        by_subject.done_about(kind=TASK, about=request_id, actor=actor)
        audit.write(event="request.done", citizen=found.citizen_id, actor=actor, about=request_id)


def _measure(citizen: uuid.UUID, key: str | None) -> Wanted:
    found = next((one for one in catalogue.measures() if one.key == key), None)
    if found is None:
        raise NotFound
    receiver = rules.COORDINATOR if found.unit_kind == HEALTH_UNIT else rules.CONTACT
    return Wanted(MEASURE, found.title, receiver, _receiver(citizen, receiver).contact, measure=found.key)


def _card(citizen: uuid.UUID, key: uuid.UUID | None) -> Wanted:
    found = subjects.subject_of(citizen, kind=subjects.CARD, key=key)
    if found is None or not found.is_free:
        raise NotFound
    contact = found.owner or _receiver(citizen, rules.CONTACT).contact
    return Wanted(CARD, found.title, rules.CONTACT, contact, about_id=found.id, programme_id=found.programme_id)


def _receiver(citizen: uuid.UUID, kind: str) -> concerns.Receiver:
    found = concerns.receivers(citizen).get(kind)
    if found is None:
        raise concerns.NoCoordinator if kind == rules.COORDINATOR else tasks.NobodyToCall
    return found


def _same_open(session: Session, citizen: uuid.UUID, wish: Wanted) -> Request | None:
    same = (Request.kind == wish.kind, Request.measure == wish.measure, Request.about_id == wish.about_id)
    is_open = (Request.done_at.is_(None), Request.taken_back_at.is_(None), Request.citizen_id == citizen)
    return session.scalars(select(Request).where(*same, *is_open)).first()


def _new(key: uuid.UUID, citizen: uuid.UUID, wish: Wanted) -> Request:
    return Request(
        id=key,
        citizen_id=citizen,
        kind=wish.kind,
        measure=wish.measure,
        about_id=wish.about_id,
        title=wish.title,
        receiver=wish.receiver,
        visible_to=HEALTH if wish.is_health else ALL,
        owner_id=None if wish.receiver == rules.COORDINATOR else wish.contact.person_id,
        asked_at=clock.now(),
    )


def _tell(made: Request, wish: Wanted, actor: audit.Actor) -> None:
    tasks.ask(
        kind=TASK,
        citizen=made.citizen_id,
        owner=wish.contact.person_id,
        key=uuid.uuid5(made.id, TASK),
        with_interpreter=made.with_interpreter,
        about=made.id,
        visible_to=told_to(wish.contact.role, made.visible_to),
        actor=actor,
    )


def _for(actor: audit.Actor) -> ColumnElement[bool]:
    if actor.role not in RECEIVING or actor.person_id is None:
        raise NotFound
    mine = Request.owner_id == actor.person_id
    if actor.role == rules.COORDINATOR:
        here = [one.person_id for one in everybody_in([rules.COORDINATOR])]
        nobodys = or_(Request.owner_id.is_(None), Request.owner_id.not_in(here))
        mine = or_(mine, and_(Request.receiver == rules.COORDINATOR, nobodys))
    return and_(mine, Request.visible_to.in_(circles_of(actor.role)))


def _to_answer(session: Session, request_id: uuid.UUID, actor: audit.Actor) -> Request:
    in_turn(request_id)
    still = (Request.done_at.is_(None), Request.taken_back_at.is_(None))
    found = session.scalars(select(Request).where(Request.id == request_id, _for(actor), *still)).one_or_none()
    if found is None:
        raise NotFound
    if found.owner_id != actor.person_id and actor.person_id is not None:
        found.owner_id = actor.person_id
        by_subject.pass_on(kind=TASK, about=request_id, to=actor.person_id)
    return found


def _requests(*which: Any) -> Sequence[KnownRequest]:
    query = select(*_COLUMNS).where(*which).order_by(Request.asked_at.desc(), Request.id)
    with reading() as db:
        return [KnownRequest(*row) for row in db.execute(query)]
