"""Plans and cards made in one line."""

import uuid
from typing import Any

from companion.plan import answers, service
from tests.people import MADE_BY, Somebody, a_unit

PURPOSE = {"da": "At du arbejder på deltid.", "ar": "العمل بدوام جزئي."}


def a_plan(citizen: Somebody) -> uuid.UUID:
    """An open plan with a purpose."""
    return service.start(citizen=citizen.id, purpose=PURPOSE, unit=a_unit(), actor=MADE_BY)


def a_card(citizen: Somebody, owner: Somebody, **told: Any) -> uuid.UUID:
    """A card, by default an offer of a course."""
    usual: dict[str, Any] = {
        "kind": "offer",
        "track": "health",
        "title": {"da": "Kursus om ro"},
        "why": {"da": "Du har sagt, at du sover dårligt."},
    }
    return service.add_card(citizen=citizen.id, owner=owner.id, actor=MADE_BY, **(usual | told))


def an_agreed_card(citizen: Somebody, owner: Somebody) -> uuid.UUID:
    """A card she has said yes to."""
    card = a_card(citizen, owner, kind="agreed")
    answers.answer(card_id=card, what="yes", version=1, language="da", actor=citizen.actor)
    return card
