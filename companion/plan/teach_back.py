"""Whether a card she agreed to is clear to her, and what it means in a picture or own words: hers alone."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from companion.foundation import audit
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.interpreting import teach_back
from companion.interpreting.teach_back import Said, Told
from companion.language.text import Text
from companion.plan.records import Card

_IS_AGREED = (Card.agreed_at.is_not(None), Card.ended_at.is_(None))


@dataclass(frozen=True)
class AgreedCard:
    """A card she said yes to: what it says, and what she said back."""

    title: Text
    how: str | None
    told: Told | None

    @property
    def said(self) -> Said:
        """As the form shows it."""
        return teach_back.so_far(self.how, self.told)


def of(citizen: uuid.UUID) -> Mapping[uuid.UUID, AgreedCard]:
    """Every open card this citizen has agreed to."""
    query = select(Card.id, Card.title, Card.teach_back).where(Card.citizen_id == citizen, *_IS_AGREED)
    with reading() as db:
        told = teach_back.told_by(citizen)
        return {row.id: AgreedCard(row.title, row.teach_back, told.get(row.id)) for row in db.execute(query)}


def one(card_id: uuid.UUID, citizen: uuid.UUID) -> AgreedCard:
    """Raises NotFound for a card that is not hers, or that she has not agreed to."""
    found = of(citizen).get(card_id)
    if found is None:
        raise NotFound
    return found


def say(*, card_id: uuid.UUID, said: Said, actor: audit.Actor) -> None:
    """She says back what she agreed to. Raises NotFound, Invalid or TooManyWords."""
    said.check()
    mine = select(Card).where(Card.id == card_id, Card.citizen_id == actor.person_id, *_IS_AGREED)
    with transaction() as session:
        card = session.scalar(mine.with_for_update())
        if card is None:
            raise NotFound
        card.teach_back = said.how
        teach_back.keep(about=card.id, citizen=card.citizen_id, said=said)
