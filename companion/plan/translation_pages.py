"""A citizen asks for a card, a goal or the purpose of her plan in her own language."""

import uuid

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.plan import line_translating, translating
from companion.web import reader

plan_translations = Blueprint("plan_translations", __name__)


@plan_translations.post("/plan/cards/<uuid:card_id>/translation")
@signed_in_as("citizen")
def ask(card_id: uuid.UUID) -> Response:
    """Into the language the page is in: the one she reads."""
    translating.ask(card_id=card_id, language=reader.current().language.code, actor=me().actor)
    return redirect(f"/plan#card-{card_id}", 303)


@plan_translations.post("/plan/lines/<uuid:line_id>/translation")
@signed_in_as("citizen")
def ask_line(line_id: uuid.UUID) -> Response:
    """The purpose, or a goal or a part of one."""
    line_translating.ask(line_id=line_id, language=reader.current().language.code, actor=me().actor)
    return redirect(f"/plan#line-{line_id}", 303)
