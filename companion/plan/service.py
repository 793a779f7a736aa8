"""Starting a plan, laying cards on it, and reading it as its citizen does."""

import uuid
from typing import Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from companion.accounts.contacts import Contact
from companion.foundation import audit, clock
from companion.foundation import origin as writes
from companion.foundation.database import new_id, reading, transaction
from companion.language.text import Text
from companion.plan import card_content, changes, contesting, reading_plans
from companion.plan.card_content import NewCard, is_said, reachable
from companion.plan.known import KnownCard, Letter, Origin, PlanView, Wait, When
from companion.plan.records import Card, Plan
from companion.plan.refusals import LetterMissing, NobodyToCall, NoPlan, NoReason, PlanIsOpen, SoundsLikeDuty

__all__ = [
    "KnownCard",
    "Letter",
    "LetterMissing",
    "NoPlan",
    "NoReason",
    "NobodyToCall",
    "Origin",
    "PlanIsOpen",
    "PlanView",
    "SoundsLikeDuty",
    "Wait",
    "When",
    "add_card",
    "for_citizen",
    "is_contested",
    "open_plan",
    "start",
]
is_contested = contesting.is_contested  # other rooms enter here: what is contested is never told onward


def start(*, citizen: uuid.UUID, purpose: Text, unit: uuid.UUID, actor: audit.Actor) -> uuid.UUID:
    """A new plan for a citizen who has none. Raises PlanIsOpen or NoReason."""
    if not is_said(purpose):
        raise NoReason
    made = Plan(id=new_id(), citizen_id=citizen, unit_id=unit, purpose=purpose, started_on=clock.today(), version=1)
    made.purpose_source = writes.current()
    with transaction() as session:
        if open_plan(session, citizen) is not None:
            raise PlanIsOpen
        session.add(made)
        session.flush()
        changes.write(changes.of_plan(made), kind=changes.ADDED, after=purpose, actor=actor)
        audit.write(event="plan.started", citizen=citizen, actor=actor, unit=unit, about=made.id)
    return made.id


def add_card(*, citizen: uuid.UUID, owner: uuid.UUID, actor: audit.Actor, **told: Unpack[NewCard]) -> uuid.UUID:
    """Lay a card on the open plan; the same template card again is taken over by its new owner.

    Raises NoPlan, NobodyToCall, and what `card_content.check` refuses.
    """
    card_content.check(told)
    contact = reachable(owner)
    with transaction() as session:
        plan = open_plan(session, citizen)
        if plan is None:
            raise NoPlan
        origin = told.get("origin")
        before = _laid_before(session, plan, origin)
        card = before or _new_card(session, plan, origin)
        _lay(card, told, contact, is_new=before is None, actor=actor)
        plan.version += 1
        audit.write(event="card.added", citizen=citizen, actor=actor, about=card.id)
        return card.id


def for_citizen(citizen: uuid.UUID) -> PlanView | None:
    """The citizen's open plan, each card with whom to call; None while there is no plan."""
    return reading_plans.open_plan(citizen)


def citizens_of_unit(unit: uuid.UUID) -> set[uuid.UUID]:
    """Everybody with an open plan whose purpose this unit set."""
    with reading() as db:
        return set(db.scalars(select(Plan.citizen_id).where(Plan.unit_id == unit, Plan.ended_on.is_(None))))


def open_plan(session: Session, citizen: uuid.UUID) -> Plan | None:
    """The row of the open plan, locked to the end of the transaction."""
    mine = select(Plan).where(Plan.citizen_id == citizen, Plan.ended_on.is_(None))
    return session.scalars(mine.with_for_update()).one_or_none()


def _lay(card: Card, told: NewCard, owner: Contact, *, is_new: bool, actor: audit.Actor) -> None:
    before = card_content.values_of(card)
    card_content.put(card, told, owner)
    with transaction() as session:
        session.flush()
    if is_new:
        changes.write(card_content.subject_of(card), kind=changes.ADDED, actor=actor)
        return
    card.ended_at = card.ended_reason = None
    if changes.write_all(card_content.subject_of(card), before, card_content.values_of(card), actor):
        card.version += 1


def _laid_before(session: Session, plan: Plan, origin: Origin | None) -> Card | None:
    if origin is None:
        return None
    same = (Card.plan_id == plan.id, Card.programme_id == origin.programme_id, Card.key == origin.key)
    return session.scalars(select(Card).where(*same)).one_or_none()


def _new_card(session: Session, plan: Plan, origin: Origin | None) -> Card:
    last = session.scalar(select(func.max(Card.position)).where(Card.plan_id == plan.id))
    card = Card(id=new_id(), plan_id=plan.id, citizen_id=plan.citizen_id, position=(last or 0) + 1, version=1)
    card.source = writes.current()
    if origin is not None:
        card.programme_id, card.key = origin.programme_id, origin.key
    session.add(card)
    return card
