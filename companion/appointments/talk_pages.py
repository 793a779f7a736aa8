"""What a citizen says on the page of one meeting: questions, another time, late, a chosen time, and "we agree"."""

import uuid
from datetime import datetime

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import own_day, service, slots, summaries, translating
from companion.appointments.lines import Empty, TooLong, TooMany
from companion.appointments.pages import one_meeting
from companion.foundation.errors import Invalid
from companion.interpreting import teach_back_pages
from companion.interpreting.teach_back import so_far, told_by
from companion.interpreting.teach_back_pages import Agreement
from companion.web import reader
from companion.web.paths import local_path

talks = Blueprint("talks", __name__)


@talks.post("/appointments/<uuid:appointment_id>/question")
@signed_in_as("citizen")
def question(appointment_id: uuid.UUID) -> Response:
    """A ready-made question or one in own words; or take one back."""
    form, actor = request.form, me().actor
    if "drop" in form:
        own_day.drop_question(appointment_id=appointment_id, line_id=_key(form["drop"]), actor=actor)
        return _back(appointment_id, "questions")
    own = form.get("own", "")
    if switched():
        return one_meeting(appointment_id, typed=own)
    try:
        own_day.ask_question(
            appointment_id=appointment_id, ready=form.get("ready"), own=own, language=_language(), actor=actor
        )
    except (Empty, TooLong, TooMany) as wrong:
        return one_meeting(appointment_id, status=wrong.status, errors=[("own", wrong.sentence)], typed=own)
    return _back(appointment_id, "questions")


@talks.post("/appointments/<uuid:appointment_id>/another-time")
@signed_in_as("citizen")
def another_time(appointment_id: uuid.UUID) -> Response:
    """She asks for another time."""
    own_day.another_time(appointment_id=appointment_id, actor=me().actor)
    return _back(appointment_id, "times")


@talks.post("/appointments/<uuid:appointment_id>/late")
@signed_in_as("citizen")
def late(appointment_id: uuid.UUID) -> Response:
    """She is ten minutes late."""
    own_day.late(appointment_id=appointment_id, actor=me().actor)
    return redirect(local_path(request.form.get("next") or f"/appointments/{appointment_id}#meeting"), 303)


@talks.post("/appointments/<uuid:appointment_id>/slot")
@signed_in_as("citizen")
def choose(appointment_id: uuid.UUID) -> Response:
    """She takes one of the offered times; another's meeting is not there, whatever the form says."""
    service.one(appointment_id, me().person_id)
    slots.choose(appointment_id=appointment_id, slot_id=_key(request.form.get("slot", "")), actor=me().actor)
    return _back(appointment_id, "meeting")


@talks.post("/appointments/<uuid:appointment_id>/agree")
@signed_in_as("citizen")
def agree(appointment_id: uuid.UUID) -> Response:
    """She says yes to what was written."""
    form = request.form
    summaries.agree(
        appointment_id=appointment_id,
        language=_language(),
        with_interpreter="with_interpreter" in form,
        written_at=_moment(form.get("written_at", "")),
        actor=me().actor,
    )
    return _back(appointment_id, "summary")


@talks.post("/appointments/<uuid:appointment_id>/translation")
@signed_in_as("citizen")
def translation(appointment_id: uuid.UUID) -> Response:
    """She asks for what is written of the meeting, and for what was agreed, in the language she reads."""
    translating.ask(appointment_id=appointment_id, language=_language(), actor=me().actor)
    return _back(appointment_id, "summary")


@talks.get("/appointments/<uuid:appointment_id>/teach-back")
@signed_in_as("citizen")
def ask_back(appointment_id: uuid.UUID) -> Response:
    """What was agreed, as a picture or in own words, and whether it is clear."""
    return teach_back_pages.ask(_agreement(appointment_id))


@talks.post("/appointments/<uuid:appointment_id>/teach-back")
@signed_in_as("citizen")
def teach_back(appointment_id: uuid.UUID) -> Response:
    """Keep what she says back while they talk."""
    actor = me().actor
    return teach_back_pages.take(
        _agreement(appointment_id),
        lambda said: summaries.teach_back(appointment_id=appointment_id, said=said, actor=actor),
    )


def _agreement(appointment_id: uuid.UUID) -> Agreement:
    """Raises NotFound for a meeting of somebody else, or one with nothing written."""
    meeting, found = service.one(appointment_id, me().person_id), summaries.of_citizen(appointment_id, me().actor)
    address = f"/appointments/{appointment_id}"
    said = so_far(found.teach_back, told_by(me().person_id).get(appointment_id))
    return Agreement(meeting.title, f"{address}/teach-back", f"{address}#summary", said)


def _back(appointment_id: uuid.UUID, place: str) -> Response:
    return redirect(f"/appointments/{appointment_id}#{place}", 303)


def _language() -> str:
    return reader.current().language.code


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Invalid from None


def _moment(text: str) -> datetime:
    """Which version she has read. Raises Invalid where the form does not say."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid from None
    if found.tzinfo is None:
        raise Invalid
    return found
