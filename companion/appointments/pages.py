"""`/appointments`: the citizen's meetings, one of them, and her answer to it."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import service
from companion.appointments.shown import shown
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.language.table import SOURCE
from companion.web.htmx import asks_for_block
from companion.web.page import page
from companion.web.paths import local_path

appointments = Blueprint("appointments", __name__)
ANSWERS = {"yes": service.confirm, "no": service.decline}


@appointments.get("/appointments")
@signed_in_as("citizen", keep="own")
def overview() -> Response:
    """The coming meetings, next first, and the last few that have been."""
    with reading():
        mine = service.of(me().person_id)
        return page(
            "appointments/appointments.html",
            upcoming=shown(mine.upcoming),
            past=shown(mine.past),
            needs_interpreter=_needs_interpreter(),
        )


@appointments.get("/appointments/<uuid:appointment_id>")
@signed_in_as("citizen", keep="own")
def appointment(appointment_id: uuid.UUID) -> Response:
    """One meeting: when, where, with whom, with which interpreter."""
    return _one(appointment_id)


@appointments.post("/appointments/<uuid:appointment_id>/answer")
@signed_in_as("citizen")
def answer(appointment_id: uuid.UUID) -> Response:
    """The citizen comes, or cannot come; both may be said again."""
    say = ANSWERS.get(request.form.get("answer", ""))
    if say is None:
        raise Invalid
    say(appointment_id=appointment_id, actor=me().actor)
    if asks_for_block(request):
        return _one(appointment_id)
    return redirect(local_path(request.form.get("next") or f"/appointments/{appointment_id}"), 303)


def _one(appointment_id: uuid.UUID) -> Response:
    with reading():
        found = service.one(appointment_id, me().person_id)
        return page(
            "appointments/appointment.html",
            block="answer",
            one=shown([found])[0],
            is_over=service.is_over(found),
            needs_interpreter=_needs_interpreter(),
        )


def _needs_interpreter() -> bool:
    return me().language != SOURCE
