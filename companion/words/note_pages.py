"""What readers tell translators from any page: a wording is wrong, or a text is wanted; a translator ticks it off."""

import uuid
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.errors import Invalid
from companion.language.asking import TRANSLATOR
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import page
from companion.web.paths import local_path
from companion.words import notes, wanted

note_room = Blueprint("wording_notes", __name__)


@note_room.get("/wording")
@open_to_all()
def ask() -> Response:
    """Which words, and what would be right."""
    return _form(request.args.get("page", ""))


@note_room.post("/wording")
@open_to_all()
def tell() -> Response:
    """The note goes to the translators."""
    where, words = request.form.get("page", ""), request.form.get("words", "")
    if switched():
        return _form(where, typed=words)
    try:
        notes.tell(language=reader.current().language.code, page=where, words=words)
    except Invalid as fault:
        return _form(where, status=fault.status, typed=words, errors=[("words", fault.sentence)])
    return page("words/wrong_thanks.html")


@note_room.post("/wording/translation")
@open_to_all()
def translation() -> Response:
    """A reader wants a page, a course or an offer in the language she reads."""
    form = request.form
    code = reader.current().language.code
    wanted.ask(place=form.get("place", ""), key=form.get("key", ""), language=code)
    return redirect(local_path(form.get("next") or "/"), 303)


@note_room.post("/words/notes/<uuid:note>/done")
@signed_in_as(TRANSLATOR)
def done(note: uuid.UUID) -> Response:
    """Somebody has taken care of it."""
    notes.done(note=note, actor=me().actor)
    return redirect("/words", 303)


def _form(where: str, *, status: int = 200, **more: Any) -> Response:
    return page("words/wrong.html", status=status, where=where[:80], **{"typed": "", "errors": [], **more})
