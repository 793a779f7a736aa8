"""What a citizen says to her plan: yes, no thanks, later; “this is not right”; and words of her own."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.plan import answers, contesting, lines, own_words
from companion.plan.kinds import LONGEST_WORDS
from companion.plan.refusals import ContestedAlready
from companion.web import reader
from companion.web.page import page

plan_answers = Blueprint("plan_answers", __name__)
LONGEST_VERSION = 9  # digits


@plan_answers.post("/plan/cards/<uuid:card_id>/answer")
@signed_in_as("citizen")
def answer(card_id: uuid.UUID) -> Response:
    """Her answer to one card, in the version and the language she read."""
    answers.answer(
        card_id=card_id,
        what=request.form.get("answer", ""),
        version=typed_version(request.form.get("version", "")),
        language=reader.current().language.code,
        actor=me().actor,
    )
    return redirect(f"/plan#card-{card_id}", 303)


@plan_answers.get("/plan/not-right/<uuid:line_id>")
@signed_in_as("citizen")
def not_right(line_id: uuid.UUID) -> Response:
    """The line, and room for words that she may leave out."""
    return _not_right(line_id)


@plan_answers.post("/plan/not-right/<uuid:line_id>")
@signed_in_as("citizen")
def contest(line_id: uuid.UUID) -> Response:
    """It is not right: both sides see so until somebody answers."""
    words = request.form.get("own_words", "").replace("\r\n", "\n").strip()
    if switched():
        return _not_right(line_id, words)
    found = lines.of(me().person_id, line_id)
    try:
        contesting.contest(found.line, words=words, language=reader.current().language.code, actor=me().actor)
    except Invalid as fault:
        return _not_right(line_id, words, fault)
    except ContestedAlready:  # the same form twice: it stands there already
        pass
    return redirect("/plan", 303)


@plan_answers.get("/plan/words/<uuid:line_id>")
@signed_in_as("citizen")
def words(line_id: uuid.UUID) -> Response:
    """Her own words on the purpose or a goal."""
    return _words(line_id)


@plan_answers.post("/plan/words/<uuid:line_id>")
@signed_in_as("citizen")
def say(line_id: uuid.UUID) -> Response:
    """Keep them; nobody else reads them unless she ticked so."""
    typed, shown = request.form.get("own_words", "").replace("\r\n", "\n"), "words_shown" in request.form
    if switched():
        return _words(line_id, typed, shown=shown)
    try:
        own_words.say(line_id=line_id, words=typed, shown=shown, actor=me().actor)
    except Invalid as fault:
        return _words(line_id, typed, shown=shown, fault=fault)
    return redirect("/plan", 303)


def typed_version(text: str) -> int:
    """The version a form was made on; 0, which nothing has, for anything that is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION else 0


def _not_right(line_id: uuid.UUID, typed: str = "", fault: Invalid | None = None) -> Response:
    with reading():
        found = lines.of(me().person_id, line_id)
        return page(
            "plan/not_right.html",
            status=422 if fault else 200,
            found=found,
            contested=contesting.is_contested(found.line.kind, line_id),
            typed=typed,
            fault=fault,
            longest=LONGEST_WORDS,
        )


def _words(
    line_id: uuid.UUID, typed: str | None = None, *, shown: bool = False, fault: Invalid | None = None
) -> Response:
    found = lines.of(me().person_id, line_id)
    return page(
        "plan/own_words.html",
        status=422 if fault else 200,
        found=found,
        typed=(found.own_words or "") if typed is None else typed,
        words_shown=found.words_shown if typed is None else shown,
        fault=fault,
        longest=LONGEST_WORDS,
    )
