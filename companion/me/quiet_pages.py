"""`/me/quiet`: what a citizen wants done when she goes quiet, in her own choice, changed at any time."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import quiet
from companion.caseload import service as caseload
from companion.caseload.quiet import BothWays, NothingWished, PersonMissing, Trusted, WaitWrong, Wish
from companion.foundation.database import reading
from companion.web.page import page

quiet_room = Blueprint("quiet", __name__)
FIELD_OF = {NothingWished: "wait_days", BothWays: "leave_be", WaitWrong: "wait_days", PersonMissing: "call_name"}


@quiet_room.get("/me/quiet")
@signed_in_as("citizen")
def home() -> Response:
    """What stands there now, and the form."""
    with reading():
        written = quiet.of([me().person_id]).get(me().person_id)
        return _shown(typed=_as_typed(written.wish) if written else {})


@quiet_room.post("/me/quiet")
@signed_in_as("citizen")
def write() -> Response:
    """Keep her wish; what cannot be kept is told, and what was typed stays."""
    if switched():
        return _shown(typed=request.form)
    try:
        quiet.write(wish=_wish(request.form), actor=me().actor)
    except (NothingWished, BothWays, WaitWrong, PersonMissing) as fault:
        return _shown(typed=request.form, status=422, errors=[(FIELD_OF[type(fault)], fault.sentence)])
    return redirect("/me/quiet", 303)


@quiet_room.post("/me/quiet/end")
@signed_in_as("citizen")
def end() -> Response:
    """She wants none of it any more."""
    quiet.take_back(actor=me().actor)
    return redirect("/me/quiet", 303)


def _shown(*, typed: Mapping[str, str], status: int = 200, errors: Any = ()) -> Response:
    with reading():
        citizen = me().person_id
        return page(
            "me/quiet.html",
            status=status,
            written=quiet.of([citizen]).get(citizen),
            responsible=caseload.responsible_for(citizen),
            typed=typed,
            errors=errors,
            longest_wait=quiet.LONGEST_WAIT,
            longest_name=quiet.LONGEST_NAME,
        )


def _wish(form: Mapping[str, str]) -> Wish:
    """What the form says. Raises WaitWrong for days that are no number."""
    days = form.get("wait_days", "").strip()
    if days and not (days.isascii() and days.isdigit()):
        raise WaitWrong
    name, number = form.get("call_name", "").strip(), " ".join(form.get("call_number", "").split())
    return Wish(
        wait_days=int(days[:4]) if days else None,
        text_once="text_once" in form,
        call=Trusted(name, number) if name or number else None,
        leave_be="leave_be" in form,
    )


def _as_typed(wish: Wish) -> dict[str, str]:
    said = {"wait_days": str(wish.wait_days or ""), "text_once": "1" if wish.text_once else ""}
    said |= {"leave_be": "1" if wish.leave_be else ""}
    said |= {"call_name": wish.call.name, "call_number": wish.call.number} if wish.call else {}
    return {field: value for field, value in said.items() if value}
