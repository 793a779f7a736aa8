"""What a citizen answers to a card: her yes to what was agreed, and “no thanks” or “later” to what is offered."""

import uuid
from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, NotFound
from companion.plan import kinds, rules
from companion.plan.records import Card
from companion.plan.refusals import ChangedMeanwhile, NotAnAnswer

EVENTS = {
    "yes": "plan-card.yes",
    "no-thanks": "plan-card.no-thanks",
    "later": "plan-card.later",
    "open-again": "plan-card.open-again",
}
YES, NO_THANKS, LATER, OPEN_AGAIN = "yes", "no-thanks", "later", "open-again"


def answer(*, card_id: uuid.UUID, what: str, version: int, language: str, actor: audit.Actor) -> None:
    """She answers a card of hers, as she read it: in this version and this language.

    No reason is asked for. Raises NotFound, Invalid, NotAnAnswer, or ChangedMeanwhile for a yes to other words.
    """
    say = _SAY.get(what)
    if say is None:
        raise Invalid
    with transaction() as session:
        card = _own(session, card_id, actor)
        if what == YES and card.version != version:
            raise ChangedMeanwhile
        say(card, language)
        audit.write(event=EVENTS[what], citizen=card.citizen_id, actor=actor, about=card.id)


def _own(session: Session, card_id: uuid.UUID, actor: audit.Actor) -> Card:
    card = session.get(Card, card_id, with_for_update=True)
    if card is None or card.citizen_id != actor.person_id or card.ended_at is not None:
        raise NotFound
    return card


def _yes(card: Card, language: str) -> None:
    if card.kind != kinds.AGREED:
        raise NotAnAnswer
    if card.agreed_at is None:
        card.agreed_at, card.agreed_language = clock.now(), language


def _no_thanks(card: Card, _language: str) -> None:
    _require_free(card)
    card.declined_at, card.postponed_at = clock.now(), None


def _later(card: Card, _language: str) -> None:
    _require_free(card)
    card.postponed_at, card.declined_at = clock.now(), None


def _open_again(card: Card, _language: str) -> None:
    _require_free(card)
    card.postponed_at = card.declined_at = None


def _require_free(card: Card) -> None:
    if card.kind not in rules.FREE:
        raise NotAnAnswer


_SAY: Mapping[str, Callable[[Card, str], None]] = {
    YES: _yes,
    NO_THANKS: _no_thanks,
    LATER: _later,
    OPEN_AGAIN: _open_again,
}
