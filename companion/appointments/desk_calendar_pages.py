"""`/desk/calendar`: sparring and knowledge meetings of a unit, without any citizen in them (S48)."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import forms, staff_calendar, when
from companion.appointments.staff_pages import HOLDERS
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.web.page import page

desk_calendar = Blueprint("desk_calendar", __name__)


@desk_calendar.get("/desk/calendar")
@signed_in_as(*HOLDERS)
def home() -> Response:
    """What lies ahead for the own unit, and a form for more."""
    return _home()


@desk_calendar.post("/desk/calendar")
@signed_in_as(*HOLDERS)
def add() -> Response:
    """One more entry; what is wrong is told, and what was typed stays."""
    form = request.form
    try:
        staff_calendar.add(
            kind=form.get("kind", staff_calendar.OTHER),
            title=" ".join(form.get("title", "").split()),
            starts_at=when.of_form(form),
            minutes=forms.whole_number(form.get("minutes", "").strip()) or 0,
            actor=me().actor,
        )
    except Invalid as wrong:
        return _home(wrong)
    return redirect("/desk/calendar", 303)


@desk_calendar.post("/desk/calendar/<uuid:entry_id>/cancel")
@signed_in_as(*HOLDERS)
def cancel(entry_id: uuid.UUID) -> Response:
    """Whoever made an entry calls it off."""
    staff_calendar.cancel(entry_id=entry_id, actor=me().actor)
    return redirect("/desk/calendar", 303)


def _home(wrong: Invalid | None = None) -> Response:
    with reading():
        return page(
            "appointments/desk_calendar.html",
            status=wrong.status if wrong else 200,
            entries=staff_calendar.of_unit(me().unit_id),
            kinds=staff_calendar.KINDS,
            mine=me().person_id,
            typed=request.form,
            errors=[(_field(wrong), wrong.sentence)] if wrong else [],
        )


def _field(wrong: Invalid) -> str:
    if isinstance(wrong, when.HourTwice):
        return "which"
    return "title" if isinstance(wrong, staff_calendar.TitleMissing) else "day"
