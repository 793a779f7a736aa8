"""`/wishes/workplace`: what her workplace may know, for her to show, read out or print; nobody else sends it."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.concerns import sentences, workplace
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.language.table import language
from companion.web import reader
from companion.web.page import page

workplace_room = Blueprint("workplace", __name__)


@workplace_room.get("/wishes/workplace")
@signed_in_as("citizen")
def home() -> Response:
    """Her lines in her language and in Danish, and what she can add."""
    with reading():
        return _page("", (), "helps")


@workplace_room.post("/wishes/workplace")
@signed_in_as("citizen")
def add() -> Response:
    """More lines."""
    form = request.form
    if switched():
        return _page(form.get("own", ""), form.getlist("sentence"), form.get("topic", "helps"))
    try:
        workplace.add(
            topic=form.get("topic", "helps"),
            keys=form.getlist("sentence"),
            own=form.get("own", ""),
            language=reader.current().language.code,
            actor=me().actor,
        )
    except Invalid as fault:
        return _page(form.get("own", ""), form.getlist("sentence"), form.get("topic", "helps"), fault=fault)
    return redirect("/wishes/workplace#mine", 303)


@workplace_room.post("/wishes/workplace/<uuid:line_id>/remove")
@signed_in_as("citizen")
def remove(line_id: uuid.UUID) -> Response:
    """One line less."""
    workplace.remove(line_id=line_id, actor=me().actor)
    return redirect("/wishes/workplace#mine", 303)


def _page(own: str, ticked: Sequence[str], topic: str, *, fault: Invalid | None = None) -> Response:
    mine = workplace.of(me().person_id)
    chosen = {key for line in mine for key in line.words.keys}
    return page(
        "concerns/workplace.html",
        status=422 if fault else 200,
        by_topic=[
            (one, [_shown(line) for line in mine if line.topic == one.key])
            for one in sentences.topics(sentences.WORKPLACE)
        ],
        chosen=chosen,
        ticked=ticked,
        topic_chosen=topic,
        own=own,
        fault=fault,
        language_form="workplace-form",
    )


def _shown(line: workplace.Line) -> tuple[object, ...]:
    ready = line.words.sentences(sentences.WORKPLACE)
    return (line, ready[0].text if ready else None, language(line.words.language))
