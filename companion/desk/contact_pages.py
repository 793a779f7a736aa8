"""Logging a contact in two taps: what it was, then when to try next. No notes: this is not a case system."""

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import contacting
from companion.caseload.contacting import NextDayWrong
from companion.desk import contact_taps
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.web.page import page

contact_room = Blueprint("contact", __name__)
BOTH = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)
BACK_TO = {"desk": "/desk", "day": "/desk/today"}  # where a tap came from; from anywhere else, her own page
NO_DAY, CHOSEN, SLIP = "none", "chosen", "slip"


@contact_room.post("/desk/<uuid:citizen>/contact")
@signed_in_as(*BOTH)
def log(citizen: uuid.UUID) -> Response:
    """The first tap: it is logged from here on."""
    made = contact_taps.log(citizen=citizen, kind=request.form.get("kind", ""), actor=me().actor)
    came = request.form.get("from", "")
    return redirect(f"/desk/contacts/{made}" + (f"?from={came}" if came in BACK_TO else ""), 303)


@contact_room.get("/desk/contacts/<uuid:contact>")
@signed_in_as(*BOTH)
def when(contact: uuid.UUID) -> Response:
    """When to try next: three days with one tap, another one, or none."""
    return _form(contact)


@contact_room.post("/desk/contacts/<uuid:contact>")
@signed_in_as(*BOTH)
def plan(contact: uuid.UUID) -> Response:
    """The second tap; or it was a slip of the finger, and nothing was logged."""
    form = request.form
    back = _back(contact, request.args.get("from", ""))
    if form.get("next") == SLIP:
        contact_taps.take_back(contact_id=contact, actor=me().actor)
        return redirect(back, 303)
    try:
        contacting.plan_next(contact_id=contact, on=_day(form.get("next", ""), form.get("day", "")), actor=me().actor)
    except NextDayWrong as fault:
        return _form(contact, status=422, typed=form.get("day", ""), errors=[("day", fault.sentence)])
    return redirect(back, 303)


def _form(contact: uuid.UUID, *, status: int = 200, typed: str = "", errors: Any = ()) -> Response:
    with transaction():
        found = contacting.one(contact, actor=me().actor)
        audit.write_daily(event="read.citizen-page", citizens=[found.citizen_id], actor=me().actor)
        return page(
            "desk/contact.html",
            status=status,
            contact=found,
            person=accounts.person(found.citizen_id),
            chips=contacting.chips(),
            typed=typed,
            errors=errors,
            back=_back(contact, request.args.get("from", "")),
            came=request.args.get("from", "") if request.args.get("from") in BACK_TO else "",
        )


def _back(contact: uuid.UUID, came: str) -> str:
    return BACK_TO.get(came) or f"/desk/{contacting.one(contact, actor=me().actor).citizen_id}"


def _day(chosen: str, written: str) -> date | None:
    """The day of a tap or of the field. Raises NextDayWrong for what is no day."""
    if chosen == NO_DAY:
        return None
    try:
        return date.fromisoformat(written if chosen == CHOSEN else chosen)
    except ValueError:
        raise NextDayWrong from None
