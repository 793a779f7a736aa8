"""`/admin/people`: who works here, with which roles from when to when, and the code that lets a phone in."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import codes, colleagues, leaving, service
from companion.accounts.colleagues import (
    ADMINISTRATOR,
    AdultNeeded,
    LastAdministrator,
    NewRole,
    NotYourself,
    RoleDaysWrong,
    RoleWrong,
)
from companion.accounts.digits import in_groups
from companion.accounts.enrolment import UnitNeeded
from companion.accounts.rules import STAFF
from companion.accounts.signed_in import me, signed_in_as
from companion.admin import forms
from companion.admin.forms import DayMissing, HoursWrong
from companion.caseload import leaving as caseload_leaving
from companion.foundation import clock, runtime
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.language.offered import offered_languages
from companion.language.table import SOURCE
from companion.web import qr
from companion.web.page import page

admin_people = Blueprint("admin_people", __name__)
LONGEST_SEARCH = 80  # letters of a name
FIELD_OF: dict[type[Exception], str] = {
    UnitNeeded: "unit",
    RoleWrong: "role",
    RoleDaysWrong: "valid_from",
    DayMissing: "valid_from",
    HoursWrong: "hours_from",
    AdultNeeded: "adult",
    NotYourself: "role",
    LastAdministrator: "role",
}
NAME_WRONG = N_("Skriv et navn med højst 200 tegn.")
REFUSED = tuple(FIELD_OF)


@admin_people.get("/admin/people")
@signed_in_as(ADMINISTRATOR)
def every() -> Response:
    """Who works here, a page at a time."""
    return _list()


@admin_people.post("/admin/people/find")
@signed_in_as(ADMINISTRATOR)
def find() -> Response:
    """Those whose name has these letters; a name never stands in an address."""
    return _list(name=request.form.get("name", "").strip()[:LONGEST_SEARCH])


@admin_people.get("/admin/people/new")
@signed_in_as(ADMINISTRATOR)
def new() -> Response:
    """A form for somebody new."""
    return _new()


@admin_people.post("/admin/people/new")
@signed_in_as(ADMINISTRATOR)
def take_on() -> Response:
    """Somebody new with a first role."""
    typed = request.form.to_dict()
    language = typed.get("language", SOURCE)
    if language not in {one.code for one in offered_languages()}:
        raise Invalid
    try:
        made = colleagues.take_on(name=typed.get("name", ""), language=language, new=_role(typed), actor=me().actor)
    except REFUSED as fault:
        return _new(status=422, typed=typed, errors=[(FIELD_OF[type(fault)], fault.sentence)])  # type: ignore[attr-defined] # refusals all
    except Invalid:
        return _new(status=422, typed=typed, errors=[("name", NAME_WRONG)])
    return redirect(f"/admin/people/{made}", 303)


@admin_people.get("/admin/people/<uuid:person>")
@signed_in_as(ADMINISTRATOR)
def one(person: UUID) -> Response:
    """One of them: roles, a code, and closing the account."""
    return _one(person)


@admin_people.post("/admin/people/<uuid:person>/roles")
@signed_in_as(ADMINISTRATOR)
def give(person: UUID) -> Response:
    """One more role, from a day and perhaps until one."""
    typed = request.form.to_dict()
    try:
        colleagues.give(person=person, new=_role(typed), actor=me().actor)
    except REFUSED as fault:
        return _one(person, status=fault.status, typed=typed, errors=[(FIELD_OF[type(fault)], fault.sentence)])  # type: ignore[attr-defined] # refusals all
    return redirect(f"/admin/people/{person}", 303)


@admin_people.post("/admin/people/roles/<uuid:role>/end")
@signed_in_as(ADMINISTRATOR)
def end(role: UUID) -> Response:
    """This role is held no longer, from today on."""
    person = colleagues.end_role(role_id=role, valid_to=clock.today(), actor=me().actor)
    return redirect(f"/admin/people/{person}", 303)


@admin_people.post("/admin/people/<uuid:person>/code")
@signed_in_as(ADMINISTRATOR)
def invite(person: UUID) -> Response:
    """A code that lets one phone in, shown once: the way to their own passkey."""
    colleagues.colleague(person)
    with transaction():
        digits = codes.make(person=person, language=None, own_phone=False, actor=me().actor)
        address = f"{runtime.current().config.base_url}/sign-in"
        drawing = qr.drawn(f"{address}#{digits}")
        return _one(person, made={"groups": in_groups(digits), "address": address, "drawing": drawing})


@admin_people.post("/admin/people/<uuid:person>/sign-out")
@signed_in_as(ADMINISTRATOR)
def sign_out(person: UUID) -> Response:
    """Out on every phone at once: a lost phone, or a doubt."""
    colleagues.colleague(person)
    leaving.sign_out_everywhere(person=person, actor=me().actor)
    return redirect(f"/admin/people/{person}", 303)


@admin_people.post("/admin/people/<uuid:person>/close")
@signed_in_as(ADMINISTRATOR)
def close(person: UUID) -> Response:
    """No way in is left; citizens whose contact goes are told, and their unit finds them under its gaps."""
    if person == me().person_id:
        raise NotYourself
    with transaction():
        colleagues.colleague(person)
        if colleagues.is_administrator(person):
            colleagues.refuse_last(person)
        caseload_leaving.disable(person=person, actor=me().actor)
    return redirect("/admin/people", 303)


def _role(typed: dict[str, str]) -> NewRole:
    unit = forms.key(typed.get("unit", ""))
    if typed.get("unit") and unit is None:
        raise NotFound
    return NewRole(
        role=typed.get("role", ""),
        unit=unit,
        phone=typed.get("phone", "").strip() or None,
        hours=forms.hours(typed.get("hours_from", ""), typed.get("hours_to", "")),
        valid_from=forms.day(typed.get("valid_from", "")),
        valid_to=forms.day_or_none(typed.get("valid_to", "")),
        attested_adult="adult" in typed,
    )


def _list(*, name: str = "") -> Response:
    after = 0 if name else forms.number(request.args.get("after", ""))
    found = colleagues.colleagues(name=name, after=after)
    further = after + colleagues.PAGE if len(found) == colleagues.PAGE and not name else None
    roles = colleagues.roles_of([one.id for one in found])
    return page("admin/people.html", people=found, roles=roles, name=name, after=after, further=further)


def _new(*, status: int = 200, **typed: Any) -> Response:
    return page("admin/new_person.html", status=status, offered=offered_languages(), **_choices(), **_kept(typed))


def _one(person: UUID, *, status: int = 200, made: dict[str, Any] | None = None, **typed: Any) -> Response:
    return page(
        "admin/person.html",
        status=status,
        person=colleagues.colleague(person),
        roles=colleagues.roles_of([person]),
        is_me=person == me().person_id,
        made=made,
        minutes=codes.CODE_MINUTES,
        **_choices(),
        **_kept(typed),
    )


def _choices() -> dict[str, Any]:
    return {"all_roles": STAFF, "units": service.units_today(), "most": service.LONGEST_PHONE, "today": clock.today()}


def _kept(typed: dict[str, Any]) -> dict[str, Any]:
    return {"typed": {}, "errors": [], **typed}
