"""`/desk/<citizen>/appointments`: a citizen's meetings as staff may see them, and booking and changing one."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.circles import circles_of
from companion.accounts.contacts import everybody_in
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import booking, changes, forms, lines, people, rules, service, staff_view
from companion.appointments.forms import Read
from companion.appointments.kinds import kinds
from companion.appointments.meeting import KnownAppointment
from companion.appointments.shown import shown
from companion.caseload import service as caseload
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.foundation.errors import Conflict, Invalid, NotFound
from companion.language.table import SOURCE, languages
from companion.web.page import page

desk_appointments = Blueprint("desk_appointments", __name__)
HOLDERS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


@desk_appointments.get("/desk/<uuid:citizen_id>/appointments")
@signed_in_as(*HOLDERS)
def overview(citizen_id: uuid.UUID) -> Response:
    """The meetings this member of staff may see, next first; the look is written down."""
    with transaction():
        visible, now = staff_view.listed(citizen=citizen_id, actor=me().actor), clock.now()
        open_ones = [one for one in visible if one.cancelled_at is None and one.ends_at > now]
        return page(
            "appointments/staff_list.html",
            citizen=accounts.person(citizen_id),
            upcoming=shown([one for one in visible if one.ends_at > now]),
            past=shown([one for one in reversed(visible) if one.ends_at <= now]),
            clashes=service.clashes(open_ones),
            cannot_come={one.id for one in visible if one.declined_at and staff_view.holds(one, me().actor)},
        )


@desk_appointments.get("/desk/<uuid:citizen_id>/appointments/new")
@signed_in_as(*HOLDERS)
def form(citizen_id: uuid.UUID) -> Response:
    """A form for a new meeting, or a row of them."""
    caseload.require_relation(citizen=citizen_id, staff=me().person_id)
    return _form(citizen_id, Read(forms.blank(me().person_id), []))


@desk_appointments.post("/desk/<uuid:citizen_id>/appointments")
@signed_in_as(*HOLDERS)
def book(citizen_id: uuid.UUID) -> Response:
    """Book it; what is missing is told, and what was typed stays."""
    caseload.require_relation(citizen=citizen_id, staff=me().person_id)
    filled = forms.read(request.form, request.form.getlist("staff"))
    if filled.wanted is None:
        return _form(citizen_id, filled, status=422)
    try:
        if len(filled.moments) > 1:
            booking.book_series(citizen=citizen_id, wanted=filled.wanted, moments=filled.moments, actor=me().actor)
        else:
            booking.book(citizen=citizen_id, wanted=filled.wanted, actor=me().actor)
    except (Invalid, Conflict) as wrong:
        filled.errors.append(("day", wrong.sentence))
        return _form(citizen_id, filled, status=wrong.status)
    return redirect(f"/desk/{citizen_id}/appointments", 303)


@desk_appointments.get("/desk/appointments/<uuid:appointment_id>/edit")
@signed_in_as(*HOLDERS)
def edit(appointment_id: uuid.UUID) -> Response:
    """The same form, with the meeting in it."""
    with transaction():
        meeting = _changeable(appointment_id)
        typed, staff = _typed(meeting)
        return _form(meeting.citizen_id, Read(typed, staff), meeting=meeting)


@desk_appointments.post("/desk/appointments/<uuid:appointment_id>/edit")
@signed_in_as(*HOLDERS)
def save_changes(appointment_id: uuid.UUID) -> Response:
    """Change it; if somebody else was first, both are shown and nothing is overwritten."""
    meeting = _changeable(appointment_id)
    filled = forms.read(request.form, request.form.getlist("staff"))
    if filled.wanted is None:
        return _form(meeting.citizen_id, filled, meeting=meeting, status=422)
    version = forms.whole_number(request.form.get("version", "")) or 0
    try:
        changes.correct(appointment_id=appointment_id, version=version, wanted=filled.wanted, actor=me().actor)
    except changes.Stale:
        return _both(appointment_id, filled)
    except (Invalid, Conflict) as wrong:
        filled.errors.append(("day", wrong.sentence))
        return _form(meeting.citizen_id, filled, meeting=meeting, status=wrong.status)
    return redirect(f"/desk/appointments/{appointment_id}", 303)


def _both(appointment_id: uuid.UUID, filled: Read) -> Response:
    """What was typed, what stands now, and the newer version to save upon."""
    meeting = _changeable(appointment_id)
    filled.typed = {**filled.typed, "version": str(meeting.version)}
    filled.errors.append(("now", changes.Stale.sentence))
    return _form(meeting.citizen_id, filled, meeting=meeting, status=409, theirs=shown([meeting])[0])


def _changeable(appointment_id: uuid.UUID) -> KnownAppointment:
    meeting = staff_view.opened(appointment_id=appointment_id, actor=me().actor)
    if not staff_view.may_change(meeting, me().actor):
        raise NotFound
    return meeting


def _typed(meeting: KnownAppointment) -> tuple[Mapping[str, str], Sequence[str]]:
    others = people.of([meeting.id]).get(meeting.id, [])
    known = lines.of_one(meeting.id, lines.BRING, lines.NOT_INTERPRETER)
    bring = [one.words.get(SOURCE, "") for one in known if one.kind == lines.BRING]
    not_them = "".join(one.words.get(SOURCE, "") for one in known if one.kind == lines.NOT_INTERPRETER)
    staff = [str(one.staff_id) for one in others if one.contact]
    return forms.as_typed(meeting, others, bring, not_them), staff


def _form(
    citizen_id: uuid.UUID, filled: Read, *, meeting: KnownAppointment | None = None, status: int = 200, **more: Any
) -> Response:
    with transaction():
        audit.write_daily(event="read.appointments", citizens=[citizen_id], actor=me().actor)
        return page(
            "appointments/staff_form.html",
            status=status,
            citizen=accounts.person(citizen_id),
            meeting=meeting,
            filled=filled,
            faults=dict(filled.errors),
            kinds=kinds().values(),
            staff=everybody_in(HOLDERS),
            spoken=[one for one in languages().values() if not one.source],
            circles=[one for one in circles_of(me().role) if one != "citizen"],
            may_decide=me().role in EMPLOYMENT_ROLES,
            days_ahead=rules.FURTHEST_DAYS,
            **{"theirs": None, **more},
        )
