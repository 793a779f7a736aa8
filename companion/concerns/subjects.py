"""What a worry or a request is about: one of the citizen's own cards or meetings."""

import uuid
from dataclasses import dataclass

from companion.accounts.contacts import Contact, contacts
from companion.accounts.rules import HEALTH_ROLES
from companion.appointments import service as appointments
from companion.foundation.errors import NotFound
from companion.language.text import Text
from companion.plan import rules as plan_rules
from companion.plan import service as plans

CARD, APPOINTMENT = "card", "appointment"


@dataclass(frozen=True)
class Subject:
    """A card or a meeting, with whoever answers for it; a message does not pause a decision."""

    kind: str
    id: uuid.UUID
    title: Text
    is_decision: bool
    is_free: bool
    owner: Contact | None

    @property
    def is_health(self) -> bool:
        """Whether somebody of the health side holds it."""
        return self.owner is not None and self.owner.role in HEALTH_ROLES


def subject_of(citizen: uuid.UUID, *, kind: str | None, key: uuid.UUID | None) -> Subject | None:
    """The card or meeting, None where none is named. Raises NotFound for anybody else's."""
    if kind is None or key is None:
        return None
    if kind == CARD:
        return _card(citizen, key)
    if kind == APPOINTMENT:
        return _appointment(citizen, key)
    raise NotFound


def still_there(citizen: uuid.UUID, *, kind: str | None, key: uuid.UUID | None) -> Subject | None:
    """The same for somebody who reads later: what is gone meanwhile is None."""
    try:
        return subject_of(citizen, kind=kind, key=key)
    except NotFound:
        return None


def _card(citizen: uuid.UUID, key: uuid.UUID) -> Subject:
    plan = plans.for_citizen(citizen)
    found = next((card for card in (plan.cards if plan else ()) if card.id == key), None)
    if found is None:
        raise NotFound
    is_decision = found.kind == plan_rules.DECISION
    return Subject(CARD, found.id, found.title, is_decision, found.is_free, found.owner)


def _appointment(citizen: uuid.UUID, key: uuid.UUID) -> Subject:
    found = appointments.one(key, citizen)
    owner = contacts([found.owner_id]).get(found.owner_id)
    return Subject(APPOINTMENT, found.id, found.title, found.is_decided, False, owner)
