"""“When I am not well”: a citizen's own card, sealed; read by nobody but her and the people she names, one by one."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from companion.accounts.contacts import Contact
from companion.accounts.rules import CITIZEN
from companion.caseload import service as caseload
from companion.caseload.around_her import staff_around
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.me.records import UnwellCard, UnwellShare

LONGEST = 600  # letters of each part: a card, not a diary


class NothingWritten(Invalid):
    """An empty card is no card; taking it away is another button."""

    sentence = N_("Skriv noget i mindst ét felt.")


class TooManyWords(Invalid):
    """The form lets nobody write more than LONGEST letters."""

    sentence = N_("Skriv højst 600 tegn i hvert felt.")


@dataclass(frozen=True)
class Card:
    """Her own words: what shows that she is not well, what helps, and whom to call."""

    signs: str = ""
    helps: str = ""
    calls: str = ""


@dataclass(frozen=True)
class WrittenCard:
    """The same with the moment she wrote it."""

    card: Card
    written_at: datetime


@dataclass(frozen=True)
class Share:
    """One person who may read it now."""

    id: uuid.UUID
    contact: Contact
    shared_at: datetime


def write(*, card: Card, actor: audit.Actor) -> None:
    """She writes her card; the former one is replaced. Raises NothingWritten or TooManyWords."""
    citizen, said = _citizen(actor), (card.signs, card.helps, card.calls)
    if not any(said):
        raise NothingWritten
    if max(map(len, said)) > LONGEST:
        raise TooManyWords
    with transaction() as session:
        in_turn(citizen)
        known = session.scalars(select(UnwellCard).where(UnwellCard.citizen_id == citizen)).one_or_none()
        kept = known or UnwellCard(id=new_id(), citizen_id=citizen)
        _put(kept, card)
        kept.written_at = clock.now()
        session.add(kept)
        audit.write(event="unwell.written", citizen=citizen, actor=actor, about=kept.id)


def take_away(*, actor: audit.Actor) -> None:
    """The card goes, and with it everybody's leave to read it."""
    citizen = _citizen(actor)
    gone = delete(UnwellCard).where(UnwellCard.citizen_id == citizen).returning(UnwellCard.id)
    with transaction() as session:
        in_turn(citizen)
        session.execute(_live(citizen).values(ended_at=clock.now()))
        if session.execute(gone).first():
            audit.write(event="unwell.taken-away", citizen=citizen, actor=actor)


def of(citizen: uuid.UUID) -> WrittenCard | None:
    """The card of this citizen, opened, for herself."""
    with reading() as db:
        row = db.execute(select(UnwellCard.__table__).where(UnwellCard.citizen_id == citizen)).one_or_none()
    return _opened(row) if row else None


def share(*, staff: uuid.UUID, actor: audit.Actor) -> None:
    """Let one person of her team read it. Raises NotFound for anybody else, and without a card."""
    citizen = _citizen(actor)
    with transaction() as session:
        in_turn(citizen)
        team = {one.contact.person_id for one in staff_around(citizen, role=CITIZEN)}
        if staff not in team or of(citizen) is None:
            raise NotFound
        if staff not in {one.contact.person_id for one in shares(citizen)}:
            made = UnwellShare(id=new_id(), citizen_id=citizen, staff_id=staff, shared_at=clock.now())
            session.add(made)
            audit.write(event="unwell.shared", citizen=citizen, actor=actor, about=staff)


def stop(*, share_id: uuid.UUID, actor: audit.Actor) -> None:
    """From now on this person reads it no more. Raises NotFound for anybody else's."""
    citizen = _citizen(actor)
    with transaction() as session:
        found = session.get(UnwellShare, share_id)
        if found is None or found.citizen_id != citizen:
            raise NotFound
        if found.ended_at is None:
            found.ended_at = clock.now()
            audit.write(event="unwell.stopped", citizen=citizen, actor=actor, about=found.staff_id)


def shares(citizen: uuid.UUID) -> Sequence[Share]:
    """Who may read it now; somebody who has left her team cannot, whatever was ticked."""
    team = {one.contact.person_id: one.contact for one in staff_around(citizen, role=CITIZEN)}
    live = select(UnwellShare.id, UnwellShare.staff_id, UnwellShare.shared_at).where(
        UnwellShare.citizen_id == citizen, UnwellShare.ended_at.is_(None), UnwellShare.staff_id.in_(list(team))
    )
    with reading() as db:
        rows = db.execute(live.order_by(UnwellShare.shared_at, UnwellShare.id)).all()
    return [Share(row.id, team[row.staff_id], row.shared_at) for row in rows]


def shown_to(citizen: uuid.UUID, *, actor: audit.Actor) -> WrittenCard | None:
    """The card if she lets this member of staff read it; the look is written down. Raises NotFound without a relation.

    None says the same of no card, of a card she keeps to herself and of a leave she has ended.
    """
    if actor.person_id is None:
        raise NotFound
    caseload.require_relation(citizen=citizen, staff=actor.person_id)
    may = actor.person_id in {one.contact.person_id for one in shares(citizen)}
    found = of(citizen) if may else None
    if found is None:
        audit.write_daily(event="read.unwell-page", citizens=[citizen], actor=actor)
    else:
        audit.write_daily(event="read.unwell-card", citizens=[citizen], actor=actor)
    return found


def _citizen(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None or actor.role != CITIZEN:
        raise NotFound
    return actor.person_id


def _live(citizen: uuid.UUID) -> Any:
    return update(UnwellShare).where(UnwellShare.citizen_id == citizen, UnwellShare.ended_at.is_(None))


def _put(kept: UnwellCard, card: Card) -> None:
    kept.signs = crypto.seal(card.signs, table="unwell_card", row=kept.id, field="signs")
    kept.helps = crypto.seal(card.helps, table="unwell_card", row=kept.id, field="helps")
    kept.calls = crypto.seal(card.calls, table="unwell_card", row=kept.id, field="calls")


def _opened(row: Any) -> WrittenCard:
    def said(field: str) -> str:
        sealed = getattr(row, field)
        return str(crypto.unseal(sealed, table="unwell_card", row=row.id, field=field)) if sealed else ""

    return WrittenCard(Card(said("signs"), said("helps"), said("calls")), row.written_at)
