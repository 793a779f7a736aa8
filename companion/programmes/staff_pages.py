"""`/desk/<citizen>/programmes`: what she is in, what there is, what it would lay out, and enrolling her."""

import uuid
from collections.abc import Mapping

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.contacts import contacts
from companion.accounts.roll import OnTheRoll
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import clock
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid, Refusal
from companion.language.table import readable
from companion.plan import service as plans
from companion.programmes import attendance, enrolled, enrolment, groups
from companion.programmes.enrolled import ENROLLERS
from companion.programmes.group_pages import day_in, staff_of
from companion.programmes.programme import Programme
from companion.web.form_key import form_key
from companion.web.page import page

desk_programmes = Blueprint("desk_programmes", __name__)
LONGEST_WORDS = 100  # letters of a search
OWNER = "owner-"  # before the role of a part
REFUSED = (enrolment.AlreadyEnrolled, groups.GroupFull, plans.NoPlan, Invalid)


@desk_programmes.get("/desk/<uuid:citizen_id>/programmes")
@signed_in_as(*ENROLLERS)
def of_citizen(citizen_id: uuid.UUID) -> Response:
    """What she is and was in, and every programme there is."""
    return _all(citizen_id, "")


@desk_programmes.post("/desk/<uuid:citizen_id>/programmes/look")
@signed_in_as(*ENROLLERS)
def look(citizen_id: uuid.UUID) -> Response:
    """Search, or look at one programme as she would get it; a form, because it stands in no log."""
    if request.form.get("programme"):
        return _one(citizen_id, request.form["programme"], {})
    return _all(citizen_id, request.form.get("words", "")[:LONGEST_WORDS])


@desk_programmes.post("/desk/<uuid:citizen_id>/programmes")
@signed_in_as(*ENROLLERS)
def enrol(citizen_id: uuid.UUID) -> Response:
    """Lay it all out for her."""
    enrolled.require(citizen_id, me().actor)
    form = request.form
    if not form.get("programme"):
        raise Invalid
    shape = enrolled.programme(form["programme"], me().role)
    try:
        _enrol(citizen_id, shape, form)
    except REFUSED as fault:
        return _one(citizen_id, shape.id, form, fault)
    return redirect(f"/desk/{citizen_id}/programmes", 303)


@desk_programmes.post("/desk/<uuid:citizen_id>/programmes/end")
@signed_in_as(*ENROLLERS)
def end(citizen_id: uuid.UUID) -> Response:
    """End one of her programmes today."""
    enrolled.require(citizen_id, me().actor)
    if not request.form.get("enrolment"):
        raise Invalid
    enrolled.end(enrolment_id=form_key(request.form["enrolment"]), citizen=citizen_id, actor=me().actor)
    return redirect(f"/desk/{citizen_id}/programmes", 303)


def _enrol(citizen: uuid.UUID, shape: Programme, form: Mapping[str, str]) -> None:
    owners = {role: form_key(form[OWNER + role]) for role in _roles(shape) if form.get(OWNER + role)}
    known = contacts(owners.values())
    if any(owner not in known or known[owner].role != role for role, owner in owners.items()):
        raise enrolment.NobodyForAPart
    if shape.role not in owners:
        raise enrolment.NobodyForAPart
    staff = owners.pop(shape.role)
    run = form_key(form["group"]) if form.get("group") else None
    starts_on = clock.today() if run else day_in(form.get("starts_on", ""))
    if abs(starts_on - clock.today()) > groups.FARTHEST:
        raise groups.WrongDay
    enrolment.enrol(
        citizen=citizen,
        programme_id=shape.id,
        starts_on=starts_on,
        unit=known[staff].unit_id,
        staff=staff,
        others=owners,
        run=run,
        actor=me().actor,
    )


def _roles(shape: Programme) -> list[str]:
    """Every role that holds a part, who is responsible first."""
    return list(dict.fromkeys([shape.role, *(part.role for part in shape.parts)]))


def _all(citizen: uuid.UUID, words: str) -> Response:
    with transaction():
        taken = enrolled.of(citizen=citizen, actor=me().actor)
        return page(
            "programmes/staff_programmes.html",
            citizen=accounts.person(citizen),
            running=[one for one in taken if one.runs],
            earlier=[one for one in taken if not one.runs],
            marks=attendance.for_staff(citizen=citizen, actor=me().actor),
            offered=enrolled.offered(me().role, words),
            words=words,
        )


def _one(citizen: uuid.UUID, programme_id: str, typed: Mapping[str, str], fault: Refusal | None = None) -> Response:
    enrolled.require(citizen, me().actor)
    with transaction():
        shape, person = enrolled.programme(programme_id, me().role), accounts.person(citizen)
        taken = [one for one in enrolled.of(citizen=citizen, actor=me().actor) if one.programme.id == shape.id]
        return page(
            "programmes/enrol.html",
            status=fault.status if fault else 200,
            citizen=person,
            theirs=readable(person.language),
            programme=shape,
            times=len(taken),
            groups=groups.open_ones(shape.id),
            owners=_owners(shape),
            me_id=me().person_id,
            today=clock.today(),
            typed=typed,
            errors=[(_field_of(fault), fault.sentence)] if fault else [],
        )


def _owners(shape: Programme) -> dict[str, list[OnTheRoll]]:
    return {role: staff_of(role) for role in _roles(shape)}


def _field_of(fault: Refusal) -> str:
    if isinstance(fault, groups.GroupFull):
        return "group"
    return "owners" if isinstance(fault, enrolment.NobodyForAPart) else "starts_on"
