"""`/course/notes`: what was written about her, hers to read first; `/desk/<citizen>/status-note`: writing it."""

import uuid
from collections.abc import Mapping

from flask import Blueprint, redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.contacts import Contact, contacts
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, NotFound
from companion.programmes import enrolled, status_notes
from companion.programmes.enrolled import Taken
from companion.programmes.programme import Note
from companion.programmes.status_notes import KnownNote
from companion.web import reader
from companion.web.copying import as_text
from companion.web.form_key import form_key
from companion.web.page import page

notes_room = Blueprint("course_notes", __name__)
ANSWERS = {"yes": status_notes.release, "talk": status_notes.stop}


@notes_room.get("/course/notes")
@signed_in_as("citizen")
def own_notes() -> Response:
    """Every note about her; opened here, its notice is delivered."""
    citizen = me()
    with transaction():
        status_notes.notice_delivered(citizen=citizen.person_id, actor=citizen.actor)
        found = status_notes.of_citizen(citizen.person_id)
        given = {kind: status_notes.consents_of(citizen.person_id, kind) for kind in status_notes.PURPOSE_OF}
        return page(
            "programmes/notes.html",
            notes=found,
            writers=contacts({one.written_by for one in found}),
            consents=given,
            goes_on_at={one.id: [one.goes_on_at(each) for each in given[one.kind]] for one in found},
        )


@notes_room.post("/course/notes/<uuid:note_id>/answer")
@signed_in_as("citizen")
def answer(note_id: uuid.UUID) -> Response:
    """Yes, send it on; or let us talk first. Both may be said again."""
    say = ANSWERS.get(request.form.get("answer", ""))
    if say is None:
        raise Invalid
    say(note_id=note_id, language=reader.current().wanted_code, actor=me().actor)
    return redirect("/course/notes", 303)


@notes_room.get("/desk/<uuid:citizen_id>/status-note")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def notes_of(citizen_id: uuid.UUID) -> Response:
    """The own unit's notes, or what is released to it: the same page for every citizen where there is nothing."""
    with transaction():
        return _shown(citizen_id)


@notes_room.post("/desk/<uuid:citizen_id>/status-note")
@signed_in_as(*HEALTH_ROLES)
def write(citizen_id: uuid.UUID) -> Response:
    """Keep a note; the citizen reads it first."""
    form, enrolment = request.form, form_key(request.form.get("enrolment", ""))
    lines = {name.removeprefix("line-"): words for name, words in form.items() if name.startswith("line-")}
    kind = form.get("note", "")
    try:
        status_notes.write(citizen=citizen_id, enrolment_id=enrolment, kind=kind, lines=lines, actor=me().actor)
    except status_notes.LineMissing as fault:
        with transaction():
            return _shown(citizen_id, (enrolment, kind), lines, fault)
    return redirect(f"/desk/{citizen_id}/status-note", 303)


def _shown(
    citizen: uuid.UUID,
    about: tuple[uuid.UUID, str] | None = None,
    lines: Mapping[str, str] | None = None,
    fault: Invalid | None = None,
) -> Response:
    found = status_notes.for_staff(citizen=citizen, actor=me().actor)
    to_write, writers = _to_write(citizen), contacts({one.written_by for one in found})
    return page(
        "programmes/staff_notes.html",
        status=422 if fault else 200,
        citizen=accounts.person(citizen),
        notes=found,
        writers=writers,
        copied={one.id: _copied(one, writers.get(one.written_by), tells_state=bool(to_write)) for one in found},
        to_write=to_write,
        about=about,
        typed=lines or {},
        errors=_errors(to_write, about, lines or {}, fault),
    )


def _copied(note: KnownNote, writer: Contact | None, *, tells_state: bool) -> Markup:
    return as_text("programmes/copied_note.html", note=note, writer=writer, tells_state=tells_state)


def _to_write(citizen: uuid.UUID) -> list[tuple[Taken, Note]]:
    """The notes a health role may write now: one for each running programme and kind."""
    if me().role not in HEALTH_ROLES:
        return []
    return [(one, note) for one in enrolled.of(citizen=citizen, actor=me().actor) for note in one.programme.notes]


def _errors(
    to_write: list[tuple[Taken, Note]],
    about: tuple[uuid.UUID, str] | None,
    lines: Mapping[str, str],
    fault: Invalid | None,
) -> list[tuple[str, str]]:
    if fault is None:
        return []
    shape = next((note for one, note in to_write if (one.id, note.kind) == about), None)
    if shape is None:
        raise NotFound
    bad = [one.key for one in shape.fields if not 0 < len(lines.get(one.key, "").strip()) <= status_notes.LONGEST_LINE]
    return [(f"{shape.kind}-{key}", fault.sentence) for key in bad]
