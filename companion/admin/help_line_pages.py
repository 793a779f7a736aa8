"""`/admin/help-lines`: numbers to call, the hours, and the day somebody last rang each of them."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import me, signed_in_as
from companion.admin import forms
from companion.admin.forms import DayMissing
from companion.foundation import clock
from companion.help import editing
from companion.help.editing import DangerStays, LineDay, LineKey, LineNumber, LineWords
from companion.help.line import EVERYWHERE, HelpLine
from companion.help.lines import VERIFY_EVERY_DAYS, every
from companion.language.table import SOURCE
from companion.web.page import page

admin_help_lines = Blueprint("admin_help_lines", __name__)
FIELD_OF: dict[type[Exception], str] = {
    LineWords: "name_da",
    LineNumber: "number",
    LineDay: "verified_on",
    DayMissing: "verified_on",
    LineKey: "key",
    DangerStays: "number",
}
BUTTONS: dict[str, Callable[..., object]] = {"rung": editing.rung, "remove": editing.remove}
REFUSED = (LineWords, LineNumber, LineDay, DayMissing, LineKey, DangerStays)


@admin_help_lines.get("/admin/help-lines")
@signed_in_as(ADMINISTRATOR)
def lines() -> Response:
    """Every line of every region, and how fresh it is."""
    old = {one.key for one in every() if editing.is_old(one.verified_on, days=VERIFY_EVERY_DAYS)}
    return page("admin/help_lines.html", lines=every(), old=old)


@admin_help_lines.get("/admin/help-lines/new")
@signed_in_as(ADMINISTRATOR)
def new() -> Response:
    """A form for one more."""
    return _form(None)


@admin_help_lines.post("/admin/help-lines/new")
@signed_in_as(ADMINISTRATOR)
def add() -> Response:
    """One more line; until somebody has rung it, nobody sees it."""
    return _keep(None)


@admin_help_lines.get("/admin/help-lines/<string:key>")
@signed_in_as(ADMINISTRATOR)
def one(key: str) -> Response:
    """One line, to change."""
    return _form(editing.line(key))


@admin_help_lines.post("/admin/help-lines/<string:key>")
@signed_in_as(ADMINISTRATOR)
def change(key: str) -> Response:
    """The line as it shall stand."""
    return _keep(editing.line(key))


@admin_help_lines.post("/admin/help-lines/<string:key>/rung", defaults={"button": "rung"})
@admin_help_lines.post("/admin/help-lines/<string:key>/remove", defaults={"button": "remove"})
@signed_in_as(ADMINISTRATOR)
def press(key: str, button: str) -> Response:
    """Somebody rang it today and it is right, or nobody sees it any more."""
    BUTTONS[button](key=key, actor=me().actor)
    return redirect("/admin/help-lines", 303)


def _keep(line: HelpLine | None) -> Response:
    typed = request.form.to_dict()
    try:
        editing.put(line=_typed(typed, line), new=line is None, actor=me().actor)
    except REFUSED as fault:
        return _form(line, status=fault.status, typed=typed, errors=[(FIELD_OF[type(fault)], fault.sentence)])
    return redirect("/admin/help-lines", 303)


def _typed(typed: dict[str, str], line: HelpLine | None) -> HelpLine:
    spoken = [one.code for one in forms.written_in() if f"speaks_{one.code}" in typed]
    return HelpLine(
        key=line.key if line else typed.get("key", "").strip(),
        region=typed.get("region", "").strip() or EVERYWHERE,
        number=" ".join(typed.get("number", "").split()),
        low="low" in typed,
        languages=tuple(spoken) or (SOURCE,),
        name={**(line.name if line else {}), **forms.text(typed, "name")},
        hours={**(line.hours if line else {}), **forms.text(typed, "hours")},
        verified_on=forms.day_or_none(typed.get("verified_on", "")),
        source=" ".join(typed.get("source", "").split()),
    )


def _form(line: HelpLine | None, *, status: int = 200, **typed: Any) -> Response:
    return page(
        "admin/help_line.html",
        status=status,
        line=line,
        written_in=forms.written_in(),
        regions=sorted({one.region for one in every()} - {EVERYWHERE}),
        everywhere=EVERYWHERE,
        today=clock.today(),
        danger=editing.DANGER,
        **{"typed": {}, "errors": [], **typed},
    )
