"""`/words/asked`: texts about a person that wait for a translator, one at a time and without the name."""

import uuid
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.errors import Invalid
from companion.language import asking
from companion.language.asking import TRANSLATOR
from companion.language.table import language
from companion.web.page import page
from companion.words import translating

asked_room = Blueprint("asked", __name__)


@asked_room.get("/words/asked")
@signed_in_as(TRANSLATOR)
def every() -> Response:
    """What waits, by language and day; the texts are read one at a time."""
    return page("words/asked.html", asked=asking.waiting(), own=me().person_id, language_of=language)


@asked_room.post("/words/asked/<uuid:asked>/take")
@signed_in_as(TRANSLATOR)
def take(asked: uuid.UUID) -> Response:
    """From here on it is this translator's; the citizen sees that it was read."""
    translating.take(request=asked, actor=me().actor)
    return redirect(f"/words/asked/{asked}", 303)


@asked_room.get("/words/asked/<uuid:asked>")
@signed_in_as(TRANSLATOR)
def one(asked: uuid.UUID) -> Response:
    """The text that was taken, and room for the translation."""
    return _one(asked)


@asked_room.post("/words/asked/<uuid:asked>")
@signed_in_as(TRANSLATOR)
def save(asked: uuid.UUID) -> Response:
    """The translation goes where its text is; or the text goes back to the list."""
    if request.form.get("do") == "give-back":
        asking.give_back(request=asked, actor=me().actor)
        return redirect("/words/asked", 303)
    typed = request.form.to_dict()
    try:
        translating.save(request=asked, said=typed, seen=request.form.get("seen", ""), actor=me().actor)
    except (Invalid, translating.TextChanged) as fault:
        return _one(asked, status=fault.status, typed=typed, fault=fault)
    return redirect("/words/asked", 303)


def _one(asked: uuid.UUID, *, status: int = 200, **more: Any) -> Response:
    text = translating.read(request=asked, actor=me().actor)
    return page(
        "words/asked_one.html",
        status=status,
        text=text,
        target=language(text.asked.language),
        **{"typed": {}, "fault": None, **more},
    )
