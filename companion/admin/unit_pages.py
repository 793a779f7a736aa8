"""`/admin/units`: units with names in several languages, a number, and the days they exist."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import units
from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import me, signed_in_as
from companion.accounts.units import DaysWrong, KindUnknown, NumberWrong, UnitInUse
from companion.accounts.vocabularies import UNIT_KIND, terms
from companion.accounts.wordings import NameMissing
from companion.admin import forms
from companion.admin.forms import DayMissing
from companion.foundation import clock
from companion.web.page import page

admin_units = Blueprint("admin_units", __name__)
FIELD_OF = {
    NameMissing: "name_da",
    NumberWrong: "phone",
    KindUnknown: "kind",
    DayMissing: "valid_from",
    DaysWrong: "valid_to",
    UnitInUse: "valid_to",
}
REFUSED = tuple(FIELD_OF)


@admin_units.get("/admin/units")
@signed_in_as(ADMINISTRATOR)
def every() -> Response:
    """The units, a page at a time, and a form for one more."""
    return _list()


@admin_units.post("/admin/units")
@signed_in_as(ADMINISTRATOR)
def add() -> Response:
    """A new unit from a day on."""
    typed = request.form.to_dict()
    try:
        units.add(
            kind=typed.get("kind", ""),
            name=forms.text(typed, "name"),
            phone=typed.get("phone", ""),
            valid_from=forms.day(typed.get("valid_from", "")),
            actor=me().actor,
        )
    except REFUSED as fault:
        return _list(status=fault.status, typed=typed, errors=[(FIELD_OF[type(fault)], fault.sentence)])
    return redirect("/admin/units", 303)


@admin_units.get("/admin/units/<uuid:unit_id>")
@signed_in_as(ADMINISTRATOR)
def one(unit_id: UUID) -> Response:
    """One unit, to change or to end."""
    return _one(unit_id)


@admin_units.post("/admin/units/<uuid:unit_id>")
@signed_in_as(ADMINISTRATOR)
def change(unit_id: UUID) -> Response:
    """Another name or number."""
    typed = request.form.to_dict()
    try:
        units.rename(unit_id=unit_id, name=forms.text(typed, "name"), phone=typed.get("phone", ""), actor=me().actor)
    except REFUSED as fault:
        return _one(unit_id, status=fault.status, typed=typed, errors=[(FIELD_OF[type(fault)], fault.sentence)])
    return redirect(f"/admin/units/{unit_id}", 303)


@admin_units.post("/admin/units/<uuid:unit_id>/end")
@signed_in_as(ADMINISTRATOR)
def end(unit_id: UUID) -> Response:
    """It no longer exists from a day on."""
    typed = request.form.to_dict()
    try:
        units.end(unit_id=unit_id, valid_to=forms.day(typed.get("valid_to", "")), actor=me().actor)
    except REFUSED as fault:
        return _one(unit_id, status=fault.status, typed=typed, errors=[("valid_to", fault.sentence)])
    return redirect("/admin/units", 303)


def _list(*, status: int = 200, **typed: Any) -> Response:
    after = forms.number(request.args.get("after", ""))
    found = units.every(after=after)
    return page(
        "admin/units.html",
        status=status,
        units=found,
        after=after,
        further=after + units.PAGE if len(found) == units.PAGE else None,
        kinds=units.kinds(),
        **_words(),
        **{"typed": {}, "errors": [], **typed},
    )


def _one(unit_id: UUID, *, status: int = 200, **typed: Any) -> Response:
    return page(
        "admin/unit.html",
        status=status,
        unit=units.one(unit_id),
        **_words(),
        **{"typed": {}, "errors": [], **typed},
    )


def _words() -> dict[str, Any]:
    own = {term.code: term.name for term in terms(UNIT_KIND) if term.holds_on(clock.today())}
    return {"kind_names": own, "written_in": forms.written_in(), "today": clock.today()}
