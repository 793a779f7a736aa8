"""Conversations with an interpreter: opened by citizen or staff, joined by a code, and ended by anybody in them."""

import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from companion.accounts.rules import CITIZEN
from companion.caseload import service as caseload
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, transaction
from companion.foundation.errors import N_, Conflict, Invalid, NotFound
from companion.interpreting import ending, rules
from companion.interpreting.kinds import kinds
from companion.interpreting.records import Conversation, Guest

CODE_PURPOSE = "join-code"
_AS_IS = {"synchronize_session": False}


class SomebodyIsIn(Conflict):
    """One interpreter at a time: two voices at once help nobody."""

    sentence = N_("Der er allerede en tolk med. Afslut samtalen først.")


class OtherTalk(Conflict):
    """This phone takes part in another conversation."""

    sentence = N_("Du er med i en anden samtale. Afslut den først.")


@dataclass(frozen=True)
class Opened:
    """A talk and its code, which is stored nowhere."""

    id: uuid.UUID
    digits: str


def open_talk(
    *,
    citizen: uuid.UUID,
    kind: str,
    minutes: int,
    pages: Collection[str] = (),
    sign_in: uuid.UUID | None = None,
    actor: audit.Actor,
) -> Opened:
    """A new talk; one that its opener left open ends. With `sign_in` the citizen takes part from the start.

    Raises Invalid, NotFound for staff without a relation, OtherTalk.
    """
    staff = None if actor.role == CITIZEN else actor.person_id
    if staff is not None:
        caseload.require_relation(citizen=citizen, staff=staff)
    if kind not in kinds() or minutes not in rules.MINUTES:
        raise Invalid
    with transaction() as session:
        in_turn(citizen)
        ending.end_left_open(citizen=citizen, staff=staff, actor=actor)
        made = Conversation(id=new_id(), citizen_id=citizen, staff_id=staff, kind=kind, minutes=minutes, version=1)
        made.made_at, made.pages = clock.now(), []
        session.add(made)
        if sign_in is not None:
            _take_part(session, made, sign_in, pages)
        digits = _give_code(session, made)
        audit.write(event="talk.opened", citizen=citizen, actor=actor, about=made.id)
    return Opened(made.id, digits)


def new_code(*, talk: uuid.UUID, actor: audit.Actor) -> str:
    """Another code; the one before opens nothing any more. Raises NotFound."""
    with transaction() as session:
        return _give_code(session, mine(session, talk, actor))


def take_part(*, talk: uuid.UUID, sign_in: uuid.UUID, pages: Collection[str], actor: audit.Actor) -> None:
    """The citizen comes in with this phone and shows these pages of hers. Raises NotFound or OtherTalk."""
    with transaction() as session:
        found = mine(session, talk, actor)
        if found.citizen_id != actor.person_id:
            raise NotFound
        _take_part(session, found, sign_in, pages)
        audit.write(event="talk.joined", citizen=found.citizen_id, actor=actor, about=found.id)


def let_in(*, talk: uuid.UUID, guest: uuid.UUID, at: datetime | None = None, actor: audit.Actor) -> None:
    """This interpreter comes in, now; from the first one on the two hours count. Raises NotFound or SomebodyIsIn."""
    moment = at or clock.now()
    with transaction() as session:
        found = mine(session, talk, actor)
        if session.scalar(select(Guest.id).where(Guest.conversation_id == talk, *_IN)):
            raise SomebodyIsIn
        asking = _asking(session, talk, guest)
        asking.let_in_at = moment
        found.began_at, found.version = found.began_at or moment, found.version + 1
        audit.write(event="interpreter.let-in", citizen=found.citizen_id, actor=actor, about=found.id)


def refuse(*, talk: uuid.UUID, guest: uuid.UUID, actor: audit.Actor) -> None:
    """This interpreter stays out; no reason is asked. Raises NotFound."""
    with transaction() as session:
        found = mine(session, talk, actor)
        asking = _asking(session, talk, guest)
        asking.refused_at, asking.name = clock.now(), None
        found.version += 1
        audit.write(event="interpreter.refused", citizen=found.citizen_id, actor=actor, about=found.id)


def point(*, talk: uuid.UUID, inner: str, number: int, block: str | None = None) -> None:
    """“We are here”: this block of this page, by its number and its id. Raises Invalid for what is no such block."""
    if rules.page_of(inner) is None or not 1 <= number <= rules.MOST_POINTS:
        raise Invalid
    if block and not rules.is_block(block):
        raise Invalid
    pointing = update(Conversation).where(Conversation.id == talk, Conversation.ended_at.is_(None))
    with transaction() as session:
        session.execute(pointing.values(here=inner, point=number, block=block or None), execution_options=_AS_IS)


def signal(*, talk: uuid.UUID, sign: str, actor: audit.Actor) -> None:
    """Stop, slower, or I do not understand: shown to the others for some seconds. Raises Invalid or NotFound."""
    if sign not in rules.SIGNALS:
        raise Invalid
    with transaction() as session:
        found = mine(session, talk, actor)
        found.signal, found.signalled_at = sign, clock.now()


def mine(session: Session, talk: uuid.UUID, actor: audit.Actor) -> Conversation:
    """A talk that goes on and is the actor's: the citizen's own, or opened by this member of staff. Raises NotFound."""
    found = session.get(Conversation, talk, with_for_update=True)
    if found is None or found.ended_at is not None or actor.person_id is None:
        raise NotFound
    if clock.now() >= rules.ends_at(found.made_at, found.began_at):
        raise NotFound
    if actor.person_id != (found.citizen_id if actor.role == CITIZEN else found.staff_id):
        raise NotFound
    if actor.role != CITIZEN:
        caseload.require_relation(citizen=found.citizen_id, staff=actor.person_id)
    return found


_IN = (Guest.let_in_at.is_not(None), Guest.left_at.is_(None))


def _take_part(session: Session, talk: Conversation, sign_in: uuid.UUID, pages: Collection[str]) -> None:
    open_ones = select(Conversation).where(Conversation.sign_in_id == sign_in, Conversation.ended_at.is_(None))
    for other in session.scalars(open_ones.where(Conversation.id != talk.id)):
        if clock.now() < rules.ends_at(other.made_at, other.began_at):
            raise OtherTalk
        other.sign_in_id = None
    talk.sign_in_id, talk.version = sign_in, talk.version + 1
    talk.pages = [page for page in rules.CHOSEN if page in pages]


def _asking(session: Session, talk: uuid.UUID, guest: uuid.UUID) -> Guest:
    found = session.get(Guest, guest)
    if found is None or found.conversation_id != talk or found.attested_at is None:
        raise NotFound
    if found.let_in_at or found.refused_at or found.left_at:
        raise NotFound
    return found


def _give_code(session: Session, talk: Conversation) -> str:
    while True:
        digits = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}"
        hashes = crypto.keyed_hashes(CODE_PURPOSE, digits)
        if session.scalar(select(Conversation.id).where(Conversation.code_hash.in_(hashes))) is None:
            break
    talk.code_hash, talk.code_made_at = hashes[0], clock.now()
    session.flush()
    return digits
