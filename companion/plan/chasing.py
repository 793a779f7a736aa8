"""Asks owners about their cards when the day has come: to chase what is waited for, and whether a decision holds."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from companion.accounts.circles import HEALTH, circles_of
from companion.accounts.contacts import Contact, contacts
from companion.caseload import service as caseload
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.plan import kinds, rules
from companion.plan.editing import CHASE, STILL_HOLDS
from companion.plan.records import Card
from companion.tasks import service as tasks

AT_ONCE = 100  # cards in one transaction: short enough not to hold up the web
TASK_OF: Mapping[str, str] = {kinds.WAITING: CHASE, rules.DECISION: STILL_HOLDS}
DUE: Select[Card] = (
    select(Card)
    .where(Card.next_due.is_not(None), Card.ended_at.is_(None), Card.next_due <= bindparam("today"))
    .order_by(Card.next_due)
    .limit(AT_ONCE)
)


def ask_what_is_due() -> int:
    """One task for each card whose day has come; how many there were. The same again finds nothing left to ask."""
    asked = 0
    while found := _some():
        asked += found
    return asked


def _some() -> int:
    today = clock.today()
    with transaction() as session:
        due = session.scalars(DUE.with_for_update(skip_locked=True), {"today": today}).all()
        people = contacts({card.owner_id for card in due})
        for card in due:
            _ask(session, card, people.get(card.owner_id), today)
        return len(due)


def _ask(session: Session, card: Card, owner: Contact | None, today: date) -> None:
    kind, due = TASK_OF.get(card.kind), card.next_due
    someone = owner or _stands_in(card)
    if kind is None or someone is None:
        card.next_due = today + timedelta(days=kinds.NOBODY_DAYS) if kind else None
        return
    card.next_due = kinds.asked_again_on(card.kind, today)
    session.flush()
    if not tasks.is_waiting(kind=kind, about=card.id):
        tasks.ask(
            kind=kind,
            citizen=card.citizen_id,
            owner=someone.person_id,
            key=uuid.uuid5(card.id, f"{kind} {due}"),
            about=card.id,
            visible_to=card.visible_to,
            actor=audit.WORKER,
        )


def _stands_in(card: Card) -> Contact | None:
    """Whoever is asked when the owner has left: somebody who may see the card."""
    look = caseload.health_contact_of if card.visible_to == HEALTH else caseload.responsible_for
    found = look(card.citizen_id)
    return found if found and card.visible_to in circles_of(found.role) else None
