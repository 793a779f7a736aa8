"""Staff write in a plan: the purpose, cards, their end. Each save says which version it was made on."""

import uuid
from collections.abc import Sequence
from typing import Unpack

from sqlalchemy.orm import Session

from companion.accounts.circles import circles_of
from companion.accounts.contacts import Contact
from companion.accounts.rules import EMPLOYMENT_ROLES
from companion.caseload.around_her import staff_around
from companion.foundation import audit, clock, origin
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, NotFound
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.plan import card_content, changes, contesting, kinds, reading_plans, rules, service
from companion.plan.card_content import NewCard
from companion.plan.entrance import require_reader, require_writer
from companion.plan.known import KnownCard
from companion.plan.records import Card, Plan
from companion.plan.refusals import ChangedMeanwhile, NobodyToCall, NoPlan, NoReason, NotAnAnswer, NotYours, TooLong
from companion.tasks import service as tasks

STILL_HOLDS, CHASE = "still-holds", "chase"


def start(*, citizen: uuid.UUID, purpose: Text, actor: audit.Actor) -> uuid.UUID:
    """The employment side begins a plan with its purpose. Raises NotFound, NotYours, PlanIsOpen, NoReason, TooLong."""
    require_writer(citizen, actor)
    if actor.role not in EMPLOYMENT_ROLES or actor.unit_id is None:
        raise NotYours
    _check_length(purpose, kinds.LONGEST_WHY)
    return service.start(citizen=citizen, purpose=purpose, unit=actor.unit_id, actor=actor)


def set_purpose(*, citizen: uuid.UUID, purpose: Text, version: int, actor: audit.Actor) -> None:
    """Say the purpose anew. Raises NotFound, NotYours, NoPlan, NoReason, TooLong or ChangedMeanwhile."""
    require_writer(citizen, actor)
    if actor.role not in EMPLOYMENT_ROLES:
        raise NotYours
    if not card_content.is_said(purpose):
        raise NoReason
    _check_length(purpose, kinds.LONGEST_WHY)
    with transaction() as session:
        plan = _plan(session, citizen)
        origin.require_own(plan.purpose_source)
        if plan.purpose_version != version:
            raise ChangedMeanwhile
        before, plan.purpose = plan.purpose, purpose
        plan.purpose_source = origin.current()
        if before != purpose:
            plan.purpose_version, plan.version = version + 1, plan.version + 1
            changes.write(
                changes.of_plan(plan), kind=changes.CHANGED, field="purpose", before=before, after=purpose, actor=actor
            )
            audit.write(event="purpose.changed", citizen=citizen, actor=actor, about=plan.id)


def owners(citizen: uuid.UUID, actor: audit.Actor) -> Sequence[Contact]:
    """Who can own a card that this member of staff writes: of the own side, with a phone (R3: no others are told)."""
    there = [one.contact for one in staff_around(citizen, role=actor.role)]
    return [one for one in there if one.phone and kinds.same_side(actor.role, one.role)]


def card_for_staff(card_id: uuid.UUID, actor: audit.Actor) -> KnownCard:
    """One open card, for a reader with a relation; hidden ones are not there. Raises NotFound."""
    found = reading_plans.card(card_id)
    if found is None or found.ended_at is not None or found.visible_to not in circles_of(actor.role):
        raise NotFound
    require_reader(found.citizen_id, actor)
    return found.without_answers() if actor.role in EMPLOYMENT_ROLES else found


def may_write(card: KnownCard, actor: audit.Actor) -> bool:
    """Whether this member of staff writes this card; the relation is asked for when it is saved."""
    mine = kinds.same_side(actor.role, card.owner_role) and card.kind in kinds.kinds_of(actor.role)
    return mine and card.source is None


def add_card(*, citizen: uuid.UUID, owner: uuid.UUID, actor: audit.Actor, **told: Unpack[NewCard]) -> uuid.UUID:
    """A new card by hand. Raises NotFound, NotYours, NoPlan, NobodyToCall, TooLong, and what a card is refused for."""
    require_writer(citizen, actor)
    _check(citizen, owner, told, actor)
    return service.add_card(citizen=citizen, owner=owner, actor=actor, **told)


def change_card(
    *, card_id: uuid.UUID, version: int, owner: uuid.UUID, actor: audit.Actor, **told: Unpack[NewCard]
) -> None:
    """Say a card anew, as it was when it had this version.

    Raises ChangedMeanwhile when somebody else saved it since; else as `add_card`.
    """
    with transaction() as session:
        card = _card(session, card_id, actor)
        origin.require_own(card.source)
        if card.version != version:
            raise ChangedMeanwhile
        _check(card.citizen_id, owner, told, actor, keeps=card.owner_id)
        card_content.check(told)
        before, circle = card_content.values_of(card), card.visible_to
        card_content.put(card, told, card_content.reachable(owner))
        _after(card, before, circle, actor)


def end_card(*, card_id: uuid.UUID, reason: str, version: int, actor: audit.Actor) -> None:
    """It is over, and why in a code. Raises NotFound, NotYours, ChangedMeanwhile, Contested, or Invalid."""
    if reason not in kinds.ENDINGS:
        raise Invalid
    with transaction() as session:
        card = _card(session, card_id, actor)
        origin.require_own(card.source)
        if card.version != version:
            raise ChangedMeanwhile
        contesting.require_uncontested(kinds.CARD, card.id)
        card.ended_at, card.ended_reason, card.version = clock.now(), reason, version + 1
        _settle(card, actor)
        changes.write(card_content.subject_of(card), kind=changes.ENDED, after=reason, actor=actor)
        audit.write(event="plan-card.ended", citizen=card.citizen_id, actor=actor, about=card.id)


def still_holds(*, card_id: uuid.UUID, actor: audit.Actor) -> None:
    """The owner's side says that the decision still holds; it is asked again later. Raises NotAnAnswer for others."""
    with transaction() as session:
        card = _card(session, card_id, actor)
        if card.kind != rules.DECISION:
            raise NotAnAnswer
        card.next_due = kinds.asked_again_on(card.kind, clock.today())
        _settle(card, actor)
        changes.write(card_content.subject_of(card), kind=changes.HELD, actor=actor)
        audit.write(event="decision.holds", citizen=card.citizen_id, actor=actor, about=card.id)


def _card(session: Session, card_id: uuid.UUID, actor: audit.Actor) -> Card:
    card = session.get(Card, card_id, with_for_update=True)
    if card is None or card.ended_at is not None or card.visible_to not in circles_of(actor.role):
        raise NotFound
    require_writer(card.citizen_id, actor)
    if not kinds.same_side(actor.role, card.owner_role) or card.kind not in kinds.kinds_of(actor.role):
        raise NotYours
    return card


def _check(
    citizen: uuid.UUID, owner: uuid.UUID, told: NewCard, actor: audit.Actor, *, keeps: uuid.UUID | None = None
) -> None:
    """What is asked of people and not of templates: short texts, an own kind, an owner around the citizen."""
    if told["kind"] not in kinds.kinds_of(actor.role):
        raise NotYours
    if told.get("visible_to", circles_of(actor.role)[0]) not in circles_of(actor.role):
        raise Invalid
    _check_length(told["title"], kinds.LONGEST_TITLE)
    for text in (told["why"], told.get("place"), told["when"].text if told.get("when") else None):  # type: ignore[union-attr] # asked just before
        _check_length(text or {}, kinds.LONGEST_WHY)
    if owner != keeps and owner not in {one.person_id for one in owners(citizen, actor)}:
        raise NobodyToCall


def _check_length(text: Text, limit: int) -> None:
    if len(text.get(SOURCE, "")) > limit:
        raise TooLong(limit=limit)


def _after(card: Card, before: dict[str, object], circle: str, actor: audit.Actor) -> None:
    """Tell what differs; a card that is told to fewer takes what was told of it along."""
    after = card_content.values_of(card)
    if before == after:
        return
    card.version += 1
    narrower = changes.narrower(circle, card.visible_to)
    subject = changes.Subject(card.plan_id, card.citizen_id, kinds.CARD, card.id, card.title, narrower)
    changes.narrow(card.id, card.visible_to)
    changes.write_all(subject, before, after, actor)
    contesting.move(card.id, card.visible_to)
    if before["chase"] != after["chase"] or before["kind"] != after["kind"]:
        _settle(card, actor)
    audit.write(event="plan-card.changed", citizen=card.citizen_id, actor=actor, about=card.id)


def _settle(card: Card, actor: audit.Actor) -> None:
    for kind in (STILL_HOLDS, CHASE):
        tasks.settle(kind=kind, about=card.id, actor=actor)


def _plan(session: Session, citizen: uuid.UUID) -> Plan:
    plan = service.open_plan(session, citizen)
    if plan is None:
        raise NoPlan
    return plan
