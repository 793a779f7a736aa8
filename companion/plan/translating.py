"""The lines of a card in another language: what a translator reads without a name, and where the translation goes."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from companion.foundation import audit
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.language import asking
from companion.language.table import SOURCE
from companion.language.text import Text, lacking
from companion.plan.records import Card

FIELDS = ("title", "why", "when_text", "place", "waits_on")  # what staff write on a card in their own words


def ask(*, card_id: uuid.UUID, language: str, actor: audit.Actor) -> None:
    """The citizen asks for her own card in her language. Raises NotFound."""
    with transaction() as session:
        card = session.get(Card, card_id)
        if card is None or card.citizen_id != actor.person_id or card.ended_at is not None:
            raise NotFound
        asking.ask(citizen=card.citizen_id, kind=asking.CARD, about=card_id, language=language, actor=actor)


def missing(card_id: uuid.UUID, language: str) -> Mapping[str, str]:
    """The Danish lines of the card that are not there in this language, by field; none where the card is gone."""
    with reading() as db:
        card = Session(db).get(Card, card_id)
        texts = {name: getattr(card, name) for name in FIELDS} if card and card.ended_at is None else {}
        return {name: text[SOURCE] for name, text in texts.items() if _lacks(text, language)}


def translate(*, about: uuid.UUID, language: str, said: Mapping[str, str]) -> None:
    """Keep the lines in this language; what staff wrote stays as it is. Raises NotFound."""
    with transaction() as session:
        card = session.get(Card, about, with_for_update=True)
        if card is None or not said.keys() <= set(FIELDS):
            raise NotFound
        for name, words in said.items():
            setattr(card, name, {**getattr(card, name), language: words})


def _lacks(text: Text | None, language: str) -> bool:
    return bool(text and lacking(language, text))
