"""`/words`: how far every language is, its texts, and one text with its Danish source beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.errors import Invalid
from companion.language import asking
from companion.language.asking import TRANSLATOR
from companion.language.table import SOURCE, language
from companion.language.wordings import SaidAnew
from companion.web.page import page
from companion.words import in_place, notes, preview, sources, wanted, workbench
from companion.words.hits import hits
from companion.words.notes import Note
from companion.words.workbench import State, Text

words_room = Blueprint("words", __name__)
SHOWN = 30  # texts of one page


@words_room.get("/words")
@signed_in_as(TRANSLATOR)
def every_language() -> Response:
    """Every language with its numbers, and what waits for a translator."""
    return page(
        "words/words.html",
        counts={code: workbench.counted(code) for code in workbench.codes()},
        language_of=language,
        notes=_with_texts(notes.waiting()),
        asked=len(asking.waiting()),
        wanted=wanted.waiting(),
    )


@words_room.get("/words/<string:code>")
@signed_in_as(TRANSLATOR)
def one_language(code: str) -> Response:
    """The texts of one state and place, thirty at a time, and what has become outdated."""
    counts = workbench.counted(code)
    state, place = _chosen(request.args, counts)
    found = [one for one in workbench.texts(code).values() if one.state == state]
    chosen = [one for one in found if place in ("", one.source.place)]
    first = _number(request.args.get("after", "0"))
    return page(
        "words/language.html",
        target=language(code),
        counts=counts,
        saved=_number(request.args.get("saved", "")),
        state=state,
        place=place,
        rooms=sources.PLACES,
        texts=chosen[first : first + SHOWN],
        total=len(chosen),
        after=first,
        before=max(first - SHOWN, 0),
        more=first + SHOWN if len(chosen) > first + SHOWN else None,
        outdated=workbench.outdated(code),
    )


@words_room.get("/words/<string:code>/<string:digest>")
@signed_in_as(TRANSLATOR)
def one_text(code: str, digest: str) -> Response:
    """One text: the Danish words, how it is said now, and room to say it better."""
    return _one(code, digest)


@words_room.post("/words/<string:code>/<string:digest>")
@signed_in_as(TRANSLATOR)
def save(code: str, digest: str) -> Response:
    """Save it, read it through, or only see how it would look."""
    forms, wish = request.form.getlist("form"), request.form.get("do", "save")
    try:
        if wish == "review":
            workbench.review(code=code, digest=digest, seen=request.form.get("seen", ""), actor=me().actor)
        elif wish == "save":
            workbench.save(code=code, digest=digest, forms=forms, actor=me().actor)
        else:
            place = in_place.shown(workbench.of(code, digest), forms, code)
            return _one(code, digest, typed=forms, shown=True, place=place)
    except Invalid as fault:
        return _one(code, digest, status=fault.status, typed=forms, fault=fault)
    except SaidAnew as fault:
        return _one(code, digest, status=fault.status, fault=fault)
    return redirect(f"/words/{code}/{digest}?done={wish}", 303)


def _with_texts(waiting: Sequence[Note]) -> list[tuple[Note, Sequence[Text]]]:
    """Each note with the texts of its language that it speaks of; Danish is changed where it is written."""
    known = {code: workbench.texts(code).values() for code in {note.language for note in waiting} - {SOURCE}}
    return [(note, hits(note.words, known.get(note.language, ()))) for note in waiting]


def _one(code: str, digest: str, *, status: int = 200, typed: list[str] | None = None, **more: Any) -> Response:
    text, history = workbench.of(code, digest), workbench.history(code, digest)
    wanted = workbench.wanted_forms(code, text.source)
    forms = text.forms if typed is None else typed
    return page(
        "words/text.html",
        status=status,
        target=language(code),
        text=text,
        forms=[*forms, *("",) * wanted][:wanted],
        to_keep=preview.places(text.source.danish[-1]),
        examples=preview.numbers(code) if wanted > 1 else (),
        history=history,
        is_own=bool(history) and history[0].kept.written_by == me().person_id,
        following=workbench.following(code, digest),
        done=request.args.get("done"),
        filled=preview.filled,
        **{"fault": None, "shown": False, "place": None, **more},
    )


def _chosen(asked: Mapping[str, str], counts: Mapping[State, int]) -> tuple[str, str]:
    """The state and the place asked for; else the first state that has any text, and every place."""
    state, place = asked.get("state", ""), asked.get("place", "")
    work = next((one for one in workbench.STATES if counts[one]), "missing")
    return state if state in workbench.STATES else work, place if place in sources.PLACES else ""


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
