"""A citizen says back what a card she agreed to means to her."""

import uuid

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.interpreting import teach_back_pages
from companion.interpreting.teach_back_pages import Agreement
from companion.plan import teach_back

plan_teach_back = Blueprint("plan_teach_back", __name__)


@plan_teach_back.get("/plan/cards/<uuid:card_id>/teach-back")
@signed_in_as("citizen")
def ask(card_id: uuid.UUID) -> Response:
    """A picture, own words, and whether it is clear."""
    return teach_back_pages.ask(_of(card_id))


@plan_teach_back.post("/plan/cards/<uuid:card_id>/teach-back")
@signed_in_as("citizen")
def say(card_id: uuid.UUID) -> Response:
    """Keep what she says back while they talk."""
    return teach_back_pages.take(
        _of(card_id), lambda said: teach_back.say(card_id=card_id, said=said, actor=me().actor)
    )


def _of(card_id: uuid.UUID) -> Agreement:
    found = teach_back.one(card_id, me().person_id)
    return Agreement(found.title, f"/plan/cards/{card_id}/teach-back", f"/plan#card-{card_id}", found.said)
