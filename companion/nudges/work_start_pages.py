"""A job or a study begins: `/me/work-start` for herself, `/desk/<citizen>/work-start` for whoever is there for her."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import service as caseload
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.nudges import follow_along
from companion.nudges.follow_along import CONTACTS, NoSuchDay
from companion.web.page import page

work_starts = Blueprint("work_starts", __name__)


@work_starts.get("/me/work-start")
@signed_in_as("citizen")
def mine() -> Response:
    """When I begin, and what happens then."""
    return _own_page()


@work_starts.post("/me/work-start")
@signed_in_as("citizen")
def tell() -> Response:
    """She tells it herself; her contact gets the dates."""
    return _begun(me().person_id, "/me/work-start", _own_page)


@work_starts.post("/me/work-start/<uuid:start_id>/end")
@signed_in_as("citizen")
def end_mine(start_id: uuid.UUID) -> Response:
    """It came to nothing."""
    follow_along.end(start_id=start_id, actor=me().actor)
    return redirect("/me/work-start", 303)


@work_starts.get("/desk/<uuid:citizen_id>/work-start")
@signed_in_as(*CONTACTS)
def theirs(citizen_id: uuid.UUID) -> Response:
    """The starts this member of staff may see, and a form for one."""
    with transaction():
        return _desk_page(citizen_id)


@work_starts.post("/desk/<uuid:citizen_id>/work-start")
@signed_in_as(*CONTACTS)
def enter(citizen_id: uuid.UUID) -> Response:
    """Staff enter it and keep the dates."""
    with transaction():
        caseload.require_relation(citizen=citizen_id, staff=me().person_id)
        return _begun(citizen_id, f"/desk/{citizen_id}/work-start", lambda **faults: _desk_page(citizen_id, **faults))


@work_starts.post("/desk/work-start/<uuid:start_id>/end")
@signed_in_as(*CONTACTS)
def end_theirs(start_id: uuid.UUID) -> Response:
    """It came to nothing: no more dates of it."""
    follow_along.end(start_id=start_id, actor=me().actor)
    return redirect("/desk", 303)


@work_starts.post("/desk/contacts/<uuid:contact_id>/done")
@signed_in_as(*CONTACTS)
def kept(contact_id: uuid.UUID) -> Response:
    """The owner was in touch."""
    follow_along.keep(contact_id=contact_id, actor=me().actor)
    return redirect("/desk", 303)


def _begun(citizen: uuid.UUID, back: str, again: Callable[..., Response]) -> Response:
    if switched():
        return again(typed=request.form)
    try:
        day = _day(request.form.get("starts_on", ""))
        follow_along.begin(citizen=citizen, kind=request.form.get("kind", ""), starts_on=day, actor=me().actor)
    except Invalid as fault:
        return again(fault=fault, typed=request.form)
    return redirect(back, 303)


def _own_page(*, fault: Invalid | None = None, typed: Mapping[str, str] | None = None) -> Response:
    citizen = me().person_id
    return page(
        "nudges/own_start.html",
        status=422 if fault else 200,
        errors=[("starts_on", fault.sentence)] if fault else [],
        typed=typed or {},
        starts=follow_along.starts_of(citizen),
        responsible=caseload.responsible_for(citizen),
    )


def _desk_page(citizen: uuid.UUID, *, fault: Invalid | None = None, typed: Mapping[str, str] | None = None) -> Response:
    caseload.require_relation(citizen=citizen, staff=me().person_id)
    audit.write_daily(event="read.work-start", citizens=[citizen], actor=me().actor)
    return page(
        "nudges/desk_start.html",
        status=422 if fault else 200,
        errors=[("starts_on", fault.sentence)] if fault else [],
        typed=typed or {},
        citizen=accounts.person(citizen),
        starts=follow_along.starts_of(citizen, role=me().role),
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise NoSuchDay from None
