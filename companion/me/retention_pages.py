"""`/admin/retention`: how long each class of data is kept, who chose it, and when what was too old last went."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.colleagues import ADMINISTRATOR
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import choices
from companion.me import retention, retention_choices
from companion.me.retention_choices import DaysWrong, ReasonMissing
from companion.web.page import page

admin_retention = Blueprint("admin_retention", __name__)
FIELD_OF = {DaysWrong: "days", ReasonMissing: "reason"}
REFUSED = tuple(FIELD_OF)
BUTTONS: dict[str, Callable[..., None]] = {"agree": retention_choices.agree, "drop": retention_choices.drop}


@admin_retention.get("/admin/retention")
@signed_in_as(ADMINISTRATOR)
def overview() -> Response:
    """The classes as this municipality keeps them, and the newest run; counts of rows, nobody's."""
    return _page()


@admin_retention.post("/admin/retention/<string:key>")
@signed_in_as(ADMINISTRATOR)
def propose(key: str) -> Response:
    """Another time for one class; it holds once a colleague has agreed."""
    typed = request.form.to_dict()
    try:
        retention_choices.propose(key=key, days=typed.get("days", ""), reason=typed.get("reason", ""), actor=me().actor)
    except REFUSED as fault:
        errors = [(f"{FIELD_OF[type(fault)]}-{key}", fault.sentence)]
        return _page(status=fault.status, typed={**typed, "key": key}, errors=errors)
    return redirect("/admin/retention", 303)


@admin_retention.post("/admin/retention/proposals/<uuid:choice>/agree", defaults={"button": "agree"})
@admin_retention.post("/admin/retention/proposals/<uuid:choice>/drop", defaults={"button": "drop"})
@signed_in_as(ADMINISTRATOR)
def press(choice: UUID, button: str) -> Response:
    """A colleague agrees, or it stays as it is."""
    BUTTONS[button](choice=choice, actor=me().actor)
    return redirect("/admin/retention", 303)


def _page(*, status: int = 200, typed: Any = None, errors: Any = ()) -> Response:
    waiting, standing = retention_choices.proposals(), choices.standing(retention.ABOUT)
    said, shipped = [*standing, *(one.chosen for one in waiting)], retention.shipped()
    return page(
        "me/retention.html",
        status=status,
        classes=[(one, one.days != shipped[key].days) for key, one in retention.classes().items()],
        chosen={one.about.removeprefix(retention.ABOUT): one for one in standing if one.value is not None},
        waiting=waiting,
        names=accounts.people(one.chosen_by for one in said if one.chosen_by),
        me=me().person_id,
        limits=(retention_choices.SHORTEST, retention_choices.LONGEST, retention_choices.LONGEST_REASON),
        last=retention.last_run(),
        typed=typed or {},
        errors=errors,
    )
