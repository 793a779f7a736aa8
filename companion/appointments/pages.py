"""`/appointments`: the citizen's meetings, one of them, and her answer to it."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import around, own_day, rules, service, summaries, talk_times
from companion.appointments.kinds import kinds, questions
from companion.appointments.shown import shown
from companion.foundation import clock
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.interpreting import teach_back
from companion.language import asking
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
            times_wait=bool(talk_times.to_choose(me().person_id)),
            today=[one for one in own_day.today_of(me().person_id) if one.declined_at is None],
        )


@appointments.get("/appointments/<uuid:appointment_id>")
@signed_in_as("citizen", keep="own")
def appointment(appointment_id: uuid.UUID) -> Response:
    """One meeting: when, where, with whom, with which interpreter, and what there is to talk about."""
    return one_meeting(appointment_id)


@appointments.post("/appointments/<uuid:appointment_id>/answer")
@signed_in_as("citizen")
def answer(appointment_id: uuid.UUID) -> Response:
    """The citizen comes, or cannot come; both may be said again."""
    say = ANSWERS.get(request.form.get("answer", ""))
    if say is None:
        raise Invalid
    say(appointment_id=appointment_id, actor=me().actor)
    if asks_for_block(request):
        return one_meeting(appointment_id)
    return redirect(local_path(request.form.get("next") or f"/appointments/{appointment_id}"), 303)


@appointments.get("/appointments/agreed")
@signed_in_as("citizen")
def agreed() -> Response:
    """Everything she has agreed to, newest first."""
    with reading():
        found = summaries.agreed_by(me().person_id)
        meetings = {one.appointment_id: service.one(one.appointment_id, me().person_id) for one in found}
        return page("appointments/agreed.html", agreed=found, meetings=meetings)


def one_meeting(
    appointment_id: uuid.UUID, *, status: int = 200, errors: list[tuple[str, str]] | None = None, typed: str = ""
) -> Response:
    """The page of one meeting; with what is wrong and what was typed after a form that was refused."""
    with reading():
        found = service.one(appointment_id, me().person_id)
        return page(
            "appointments/appointment.html",
            block="answer" if not errors else None,
            status=status,
            one=shown([found])[0],
            kind=kinds().get(found.meeting_kind or ""),
            beside=around.for_citizen(found),
            ready=questions().values(),
            is_over=service.is_over(found),
            may_be_late=rules.is_late_now(found.starts_at, found.ends_at, clock.now()) and not found.cancelled_at,
            has_begun=found.starts_at <= clock.now(),
            needs_interpreter=_needs_interpreter(),
            errors=errors or [],
            typed=typed,
            waits_for=lambda code: asking.waits_for(me().person_id, code),
            told=teach_back.told_by(me().person_id).get(appointment_id),
        )


def _needs_interpreter() -> bool:
    return me().language != SOURCE
