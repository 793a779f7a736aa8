"""`/concerns/ask`: “I want this”, an interpreter, support at work; the yes stands there and is kept word for word."""

import uuid
from collections.abc import Callable, Mapping

from flask import Blueprint, Flask, current_app, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.concerns import forms, requests
from companion.concerns.requests import Wanted
from companion.foundation.database import new_id, reading
from companion.foundation.errors import N_
from companion.language.table import SOURCE
from companion.language.text import Text, pick
from companion.language.words import words
from companion.web import reader
from companion.web.page import page

asking = Blueprint("asking", __name__)
YES = N_(
    "Jeg vil gerne have det: %(title)s. Modtageren må se mit navn, mit nummer, mit sprog og om jeg vil have tolk."
    " Modtageren får ikke andet at vide."
)
NOT_READ = N_("Læs først det, der står. Sæt så et flueben.")
_KNOW_FIRST = "companion-know-first"


def install(app: Flask, *, know_first: Callable[[str], Text | None]) -> None:
    """`know_first` tells by programme what one should know before a yes: programmes stand above this room (S25)."""
    app.extensions[_KNOW_FIRST] = know_first


@asking.get("/concerns/ask")
@signed_in_as("citizen")
def card() -> Response:
    """The same from a card of her plan; without one there is nothing to ask for here."""
    key = forms.key_in(request.args.get("card"))
    if key is None:
        return redirect("/concerns", 303)
    with reading():
        wish = requests.wanted(me().person_id, kind=requests.CARD, measure=None, card=key)
        return _page(wish, new_id(), with_interpreter=_needs_interpreter())


@asking.post("/concerns/ask")
@signed_in_as("citizen")
def ask() -> Response:
    """First the page with the yes, then, with her tap on it, the request."""
    form, citizen = request.form, me()
    is_switch = switched()
    wish = _wanted(form)
    key, with_interpreter = forms.uuid_of(form.get("key")) or new_id(), "with_interpreter" in form
    if "yes" not in form or is_switch:
        is_first = "key" not in form
        return _page(wish, key, with_interpreter=_needs_interpreter() if is_first else with_interpreter)
    if _notice(wish) and "read_first" not in form:
        return _page(wish, key, with_interpreter=with_interpreter, fault=NOT_READ)
    language = reader.current().language.code
    requests.ask(
        key=key,
        wish=wish,
        consent_text=_yes(wish.title, language),
        language=language,
        with_interpreter=with_interpreter,
        actor=citizen.actor,
    )
    return redirect("/concerns#requests", 303)


@asking.post("/concerns/ask/<uuid:request_id>/take-back")
@signed_in_as("citizen")
def take_back(request_id: uuid.UUID) -> Response:
    """She does not want it any more."""
    requests.take_back(request_id=request_id, actor=me().actor)
    return redirect("/concerns#requests", 303)


def _wanted(form: Mapping[str, str]) -> Wanted:
    card = forms.key_in(form.get("card"))
    kind = requests.CARD if card else form.get("kind", requests.MEASURE)
    return requests.wanted(me().person_id, kind=kind, measure=form.get("measure"), card=card)


def _page(wish: Wanted, key: uuid.UUID, *, with_interpreter: bool, fault: str | None = None) -> Response:
    return page(
        "concerns/ask.html",
        status=422 if fault else 200,
        wish=wish,
        notice=_notice(wish),
        has_read="read_first" in request.form,
        fault=fault,
        key=key,
        consent=_yes(wish.title, reader.current().language.code),
        with_interpreter=with_interpreter,
        language_form="ask-form",
    )


def _notice(wish: Wanted) -> Text | None:
    """What one should know before this yes; None where nothing is."""
    told: Callable[[str], Text | None] = current_app.extensions[_KNOW_FIRST]
    return told(wish.programme_id) if wish.programme_id else None


def _yes(title: Text, code: str) -> str:
    """Her yes in her language, word for word."""
    language = reader.current().language
    return str(words(code).plain(YES, title=pick(title, language).words))


def _needs_interpreter() -> bool:
    return me().language != SOURCE
