"""`/desk/appointments/<one>`: one meeting on the desk, and everything whoever holds it can say about it."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.contacts import contacts
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import (
    around,
    changes,
    forms,
    points,
    rules,
    slots,
    staff_view,
    summaries,
    when,
)
from companion.appointments.shown import shown
from companion.appointments.staff_pages import HOLDERS
from companion.foundation import clock
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.language.table import languages
from companion.web.page import page

held_appointments = Blueprint("held_appointments", __name__)


@held_appointments.get("/desk/appointments/<uuid:appointment_id>")
@signed_in_as(*HOLDERS)
def held_meeting(appointment_id: uuid.UUID) -> Response:
    """One meeting as this member of staff may see it; whoever holds it has now read what the citizen said."""
    return _meeting_page(appointment_id)


@held_appointments.post("/desk/appointments/<uuid:appointment_id>/move")
@signed_in_as(*HOLDERS)
def move(appointment_id: uuid.UUID) -> Response:
    """Another time, with a line to the citizen."""
    version = forms.whole_number(request.form.get("version", "")) or 0
    return _tried(
        appointment_id,
        "day",
        lambda: changes.move(
            appointment_id=appointment_id,
            version=version,
            starts_at=when.of_form(request.form),
            line=_line(),
            actor=me().actor,
        ),
    )


@held_appointments.post("/desk/appointments/<uuid:appointment_id>/cancel")
@signed_in_as(*HOLDERS)
def cancel(appointment_id: uuid.UUID) -> Response:
    """Call it off, with a line to the citizen."""
    return _tried(
        appointment_id,
        "cancel-line",
        lambda: changes.cancel(appointment_id=appointment_id, line=_line(), actor=me().actor),
    )


@held_appointments.post("/desk/appointments/<uuid:appointment_id>/uphold")
@signed_in_as(*HOLDERS)
def uphold(appointment_id: uuid.UUID) -> Response:
    """Answer a message about a decided meeting: it still holds."""
    return _tried(
        appointment_id,
        "uphold-line",
        lambda: changes.uphold(appointment_id=appointment_id, line=_line(), actor=me().actor),
    )


@held_appointments.post("/desk/appointments/<uuid:appointment_id>/late")
@signed_in_as(*HOLDERS)
def late(appointment_id: uuid.UUID) -> Response:
    """We are ten minutes late."""
    return _tried(appointment_id, "late", lambda: changes.we_are_late(appointment_id=appointment_id, actor=me().actor))


@held_appointments.post("/desk/appointments/<uuid:appointment_id>/slots")
@signed_in_as(*HOLDERS)
def offer(appointment_id: uuid.UUID) -> Response:
    """Offer up to five times to choose among."""
    return _tried(
        appointment_id,
        "day-1",
        lambda: slots.offer(appointment_id=appointment_id, moments=when.several(request.form), actor=me().actor),
    )


@held_appointments.post("/desk/appointments/<uuid:appointment_id>/interpreter")
@signed_in_as(*HOLDERS)
def interpreter(appointment_id: uuid.UUID) -> Response:
    """The interpreter is booked, asked for, or not found."""
    state = request.form.get("state", "")
    return _tried(
        appointment_id,
        "state",
        lambda: changes.interpreter(appointment_id=appointment_id, state=state, actor=me().actor),
    )


@held_appointments.post("/desk/appointments/<uuid:appointment_id>/mark")
@signed_in_as(*HOLDERS)
def mark(appointment_id: uuid.UUID) -> Response:
    """A decided meeting was held, or not."""
    held = request.form.get("held") == "yes"
    return _tried(
        appointment_id, "mark", lambda: changes.mark(appointment_id=appointment_id, held=held, actor=me().actor)
    )


@held_appointments.post("/desk/appointments/<uuid:appointment_id>/point")
@signed_in_as(*HOLDERS)
def point(appointment_id: uuid.UUID) -> Response:
    """A point for the meeting, readable for the citizen at once; or take one back."""
    if "drop" in request.form:
        dropped = _key(request.form["drop"])
        points.drop(appointment_id=appointment_id, line_id=dropped, actor=me().actor)
        return redirect(f"/desk/appointments/{appointment_id}#points", 303)
    said, code = request.form.get("translation", "").strip(), request.form.get("language", "")
    translation = {code: said} if said and code in languages() else {}
    danish = request.form.get("point", "")
    return _tried(
        appointment_id,
        "point",
        lambda: points.add(appointment_id=appointment_id, danish=danish, translation=translation, actor=me().actor),
    )


@held_appointments.post("/desk/appointments/<uuid:appointment_id>/summary")
@signed_in_as(*HOLDERS)
def summary(appointment_id: uuid.UUID) -> Response:
    """What was agreed, in Danish and the citizen's language."""
    form = request.form
    return _tried(
        appointment_id,
        "danish",
        lambda: summaries.write(
            appointment_id=appointment_id,
            danish=forms.lines_of(form.get("danish", "")),
            translated=forms.lines_of(form.get("translated", "")),
            language=form.get("language") or None,
            actor=me().actor,
        ),
    )


def _tried(appointment_id: uuid.UUID, field: str, act: Callable[[], None]) -> Response:
    """Do it and go back to the meeting; what is wrong is told there, and what was typed stays."""
    try:
        act()
    except changes.Stale as stale:
        return _meeting_page(appointment_id, status=stale.status, errors=[(field, stale.sentence)])
    except Invalid as wrong:
        asked = wrong.words.get("field", field)
        return _meeting_page(appointment_id, status=wrong.status, errors=[(asked, wrong.sentence)])
    return redirect(f"/desk/appointments/{appointment_id}", 303)


def _meeting_page(
    appointment_id: uuid.UUID, *, status: int = 200, errors: list[tuple[str, str]] | None = None
) -> Response:
    actor, now = me().actor, clock.now()
    with transaction():
        meeting = staff_view.opened(appointment_id=appointment_id, actor=actor)
        visible = staff_view.listed(citizen=meeting.citizen_id, actor=actor)
        beside = around.for_staff(meeting, visible, actor)
        return page(
            "appointments/staff_one.html",
            status=status,
            citizen=accounts.person(meeting.citizen_id),
            one=shown([meeting])[0],
            beside=beside,
            writers=contacts({line.written_by for line in beside.points}),
            holds=staff_view.holds(meeting, actor),
            may_change=staff_view.may_change(meeting, actor) and meeting.ends_at > now and not meeting.cancelled_at,
            may_be_late=rules.is_late_now(meeting.starts_at, meeting.ends_at, now),
            has_begun=meeting.starts_at <= now,
            mine=actor.person_id,
            most_slots=rules.MOST_SLOTS,
            spoken=[one for one in languages().values() if not one.source],
            **_as_typed(errors or []),
        )


def _as_typed(errors: list[tuple[str, str]]) -> dict[str, Any]:
    """What was typed stays where something is wrong with it."""
    return {"typed": request.form if errors else {}, "errors": errors, "faults": dict(errors)}


def _line() -> str:
    return " ".join(request.form.get("line", "").split())


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Invalid from None
