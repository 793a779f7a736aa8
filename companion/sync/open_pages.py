"""`/desk/open#KEY`: from a case system to a citizen's page on the desk; the key never stands in an address we get."""

from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import attempts
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.errors import N_, SignInNeeded
from companion.sync import opening
from companion.sync.opening import NobodyOfYours
from companion.web.page import page

open_room = Blueprint("open", __name__)


class SignInThenOpen(SignInNeeded):
    """Nobody is signed in; the key stays in the case system and is asked for again."""

    sentence = N_("Log ind først. Åbn så linket igen fra dit fagsystem.")


@open_room.before_request
def _sign_in_first() -> None:
    try:
        me()
    except SignInNeeded:
        raise SignInThenOpen from None


@open_room.get("/desk/open")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def form() -> Response:
    """A field for the key; a script fills it from the link and sends it."""
    return _form()


@open_room.post("/desk/open")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def go_there() -> Response:
    """On to her page on the desk; keys that open nobody count as attempts of this person."""
    written = request.form.get("key", "")
    try:
        with attempts.counted(f"open {me().person_id}"):
            citizen = opening.citizen_by_key(written, actor=me().actor)
    except NobodyOfYours as fault:
        return _form(status=fault.status, key=written, errors=[("key", fault.sentence)])
    return redirect(f"/desk/{citizen}", 303)


def _form(*, status: int = 200, **typed: Any) -> Response:
    return page("sync/open.html", status=status, **{"key": "", "errors": [], **typed})
