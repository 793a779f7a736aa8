"""`/desk/session/<meeting>/nudge`: a course leader tells everybody of one session at once."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import coming
from companion.foundation import audit, clock
from companion.foundation.database import new_id, transaction
from companion.foundation.errors import Invalid, NotFound
from companion.nudges import forms, library, sending, wording
from companion.nudges.anchors import Plan
from companion.nudges.sending import SENDERS, Draft
from companion.web.page import page

desk_sessions = Blueprint("desk_sessions", __name__)


@desk_sessions.get("/desk/session/<uuid:appointment_id>/nudge")
@signed_in_as(*SENDERS)
def home(appointment_id: uuid.UUID) -> Response:
    """Who comes, and which text they get."""
    with transaction():
        return _shown(appointment_id)


@desk_sessions.post("/desk/session/<uuid:appointment_id>/nudge")
@signed_in_as(*SENDERS)
def send(appointment_id: uuid.UUID) -> Response:
    """Put it in the way to everybody; each citizen's own terms decide when it comes."""
    with transaction():
        filled = forms.read(request.form)
        draft = Draft(filled.key, filled.template, Plan(clock.now()), filled.own_words)
        try:
            sending.tell_session(appointment_id=appointment_id, draft=draft, actor=me().actor)
        except Invalid as fault:
            return _shown(appointment_id, fault=fault)
    return redirect(f"/desk/session/{appointment_id}/nudge?sent=1", 303)


def _shown(appointment_id: uuid.UUID, *, fault: Invalid | None = None) -> Response:
    meetings = coming.session_of(appointment_id, me().actor)
    if not meetings:
        raise NotFound
    people = accounts.people(meeting.citizen_id for meeting in meetings)
    audit.write_daily(event="read.nudges", citizens=people, actor=me().actor)
    around = wording.Around(me().name, meetings[0])
    return page(
        "nudges/session.html",
        status=422 if fault else 200,
        errors=[("own_words", fault.sentence)] if fault else [],
        people=sorted(people.values(), key=lambda one: (one.name, one.id)),
        meeting=meetings[0],
        texts=[
            (one, wording.spoken(one, around))
            for one in library.templates().values()
            if wording.fits(one, meetings[0]) and one.topic in ("session", "practical", "encouragement")
        ],
        key=new_id(),
        typed=request.form,
        sent=request.args.get("sent") == "1",
    )
