"""Starting a plan, laying cards on it, and reading it as its citizen does."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Required, TypedDict, Unpack

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from companion.accounts.circles import ALL, CIRCLES
from companion.accounts.contacts import Contact, contacts
from companion.foundation import audit, clock
from companion.foundation.database import new_id, reading, transaction
from companion.foundation.errors import N_, Conflict, Invalid
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.plan import rules
from companion.plan.records import Card, Plan


class PlanIsOpen(Conflict):
    """A citizen has one plan over all departments, never two."""

    sentence = N_("Borgeren har allerede en plan. Brug den.")


class NoPlan(Conflict):
    """A card lies on a plan; there is none yet."""

    sentence = N_("Borgeren har ingen plan endnu. Lav planen først.")


class NobodyToCall(Invalid):
    """A card needs a member of staff with a role today and a phone."""

    sentence = N_("Vælg, hvem borgeren kan ringe til. Personen skal have et nummer.")


class NoReason(Invalid):
    """A card says what it is and why it is there."""

    sentence = N_("Skriv, hvad det er, og hvorfor borgeren får det.")


class SoundsLikeDuty(Invalid):
    """An offer or invitation never shows duty or deadline wording."""

    sentence = N_("Et tilbud er frit. Skriv det uden krav og frist.")


class LetterMissing(Invalid):
    """A decision stands in a letter: no duty exists in this app alone."""

    sentence = N_("En afgørelse står i et brev. Skriv brevets dato og nummer.")


@dataclass(frozen=True)
class Letter:
    """The letter a decision stands in; the letter counts."""

    on: date
    reference: str


@dataclass(frozen=True)
class Origin:
    """The card of a programme template that this card was laid from."""

    programme_id: str
    key: str


@dataclass(frozen=True)
class KnownCard:
    """One card; `owner` is None when its owner has left and nobody took over: a gap that is told."""

    id: uuid.UUID
    kind: str
    track: str
    title: Text
    why: Text
    owner: Contact | None
    programme_id: str | None
    letter: Letter | None
    agreed_at: datetime | None
    declined_at: datetime | None

    @property
    def is_free(self) -> bool:
        """Whether the citizen chooses freely."""
        return self.kind in rules.FREE


@dataclass(frozen=True)
class PlanView:
    """An open plan with its cards in order."""

    id: uuid.UUID
    purpose: Text
    started_on: date
    version: int
    cards: Sequence[KnownCard]


_PLAN = select(Plan.id, Plan.purpose, Plan.started_on, Plan.version).where(
    Plan.citizen_id == bindparam("citizen"), Plan.ended_on.is_(None)
)
_CARDS = select(Card.__table__).where(Card.plan_id == bindparam("plan")).order_by(Card.position, Card.id)


def start(*, citizen: uuid.UUID, purpose: Text, unit: uuid.UUID, actor: audit.Actor) -> uuid.UUID:
    """A new plan for a citizen who has none. Raises PlanIsOpen or NoReason."""
    if not _is_said(purpose):
        raise NoReason
    made = Plan(id=new_id(), citizen_id=citizen, unit_id=unit, purpose=purpose, started_on=clock.today(), version=1)
    with transaction() as session:
        if _open_plan(session, citizen) is not None:
            raise PlanIsOpen
        session.add(made)
        audit.write(event="plan.started", citizen=citizen, actor=actor, unit=unit, about=made.id)
    return made.id


class NewCard(TypedDict, total=False):
    """What a card is made of; the last lines may be left out."""

    kind: Required[str]
    track: Required[str]
    title: Required[Text]
    why: Required[Text]
    letter: Letter | None
    origin: Origin | None
    visible_to: str


def add_card(*, citizen: uuid.UUID, owner: uuid.UUID, actor: audit.Actor, **told: Unpack[NewCard]) -> uuid.UUID:
    """Lay a card on the open plan; the same template card again is taken over by its new owner.

    Raises NoPlan, NobodyToCall, NoReason, SoundsLikeDuty, LetterMissing, or Invalid for an unknown kind.
    """
    _check(told)
    contact = _reachable(owner)
    with transaction() as session:
        plan = _open_plan(session, citizen)
        if plan is None:
            raise NoPlan
        origin, letter = told.get("origin"), told.get("letter")
        card = _laid_before(session, plan, origin) or _new_card(session, plan, origin)
        card.kind, card.track, card.title, card.why = told["kind"], told["track"], told["title"], told["why"]
        card.visible_to = told.get("visible_to", ALL)
        card.owner_id, card.owner_role, card.unit_id = owner, contact.role, contact.unit_id
        card.letter_date, card.letter_reference = (letter.on, letter.reference) if letter else (None, None)
        plan.version += 1
        audit.write(event="card.added", citizen=citizen, actor=actor, about=card.id)
        return card.id


def for_citizen(citizen: uuid.UUID) -> PlanView | None:
    """The citizen's open plan, each card with whom to call; None while there is no plan."""
    with reading() as db:
        plan = db.execute(_PLAN, {"citizen": citizen}).one_or_none()
        if plan is None:
            return None
        rows = db.execute(_CARDS, {"plan": plan.id}).all()
        people = contacts({row.owner_id for row in rows})
    return PlanView(*plan, cards=[_known(row, people) for row in rows])


def citizens_of_unit(unit: uuid.UUID) -> set[uuid.UUID]:
    """Everybody with an open plan whose purpose this unit set."""
    with reading() as db:
        return set(db.scalars(select(Plan.citizen_id).where(Plan.unit_id == unit, Plan.ended_on.is_(None))))


def _check(told: NewCard) -> None:
    kind, letter = told["kind"], told.get("letter")
    if kind not in rules.KINDS or told.get("visible_to", ALL) not in CIRCLES:
        raise Invalid
    if not _is_said(told["title"]) or not _is_said(told["why"]):
        raise NoReason
    if kind in rules.FREE and (rules.duty_words(told["title"]) or rules.duty_words(told["why"])):
        raise SoundsLikeDuty
    if kind == rules.DECISION and (letter is None or not letter.reference.strip()):
        raise LetterMissing


def _is_said(text: Text) -> bool:
    return bool(text.get(SOURCE, "").strip())


def _reachable(owner: uuid.UUID) -> Contact:
    contact = contacts([owner]).get(owner)
    if contact is None or not contact.phone:
        raise NobodyToCall
    return contact


def _open_plan(session: Session, citizen: uuid.UUID) -> Plan | None:
    mine = select(Plan).where(Plan.citizen_id == citizen, Plan.ended_on.is_(None))
    return session.scalars(mine.with_for_update()).one_or_none()


def _laid_before(session: Session, plan: Plan, origin: Origin | None) -> Card | None:
    if origin is None:
        return None
    same = (Card.plan_id == plan.id, Card.programme_id == origin.programme_id, Card.key == origin.key)
    return session.scalars(select(Card).where(*same)).one_or_none()


def _new_card(session: Session, plan: Plan, origin: Origin | None) -> Card:
    last = session.scalar(select(func.max(Card.position)).where(Card.plan_id == plan.id))
    card = Card(id=new_id(), plan_id=plan.id, citizen_id=plan.citizen_id, position=(last or 0) + 1)
    if origin is not None:
        card.programme_id, card.key = origin.programme_id, origin.key
    session.add(card)
    return card


def _known(row: Row[Any], people: Mapping[uuid.UUID, Contact]) -> KnownCard:
    letter = Letter(row.letter_date, row.letter_reference) if row.letter_date else None
    return KnownCard(
        id=row.id,
        kind=row.kind,
        track=row.track,
        title=row.title,
        why=row.why,
        owner=people.get(row.owner_id),
        programme_id=row.programme_id,
        letter=letter,
        agreed_at=row.agreed_at,
        declined_at=row.declined_at,
    )
