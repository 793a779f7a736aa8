"""`/desk/reach`: a health role without a relation opens a citizen for 24 hours, with a reason the citizen reads."""

from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import attempts
from companion.accounts.finding import citizen_by_number
from companion.accounts.rules import HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import reaching
from companion.caseload.reaching import ReasonNeeded
from companion.caseload.rules import LONGEST_REASON
from companion.foundation.errors import N_, Invalid
from companion.web.page import page

reach_room = Blueprint("reach", __name__)


class NobodyFound(Invalid):
    """No citizen here has this number, or several share it."""

    sentence = N_("Vi finder ingen borger med det nummer. Prøv borgerens CPR-nummer.")


@reach_room.get("/desk/reach")
@signed_in_as(*HEALTH_ROLES)
def form() -> Response:
    """Whose number, and why; nothing is shown of anybody."""
    return _form()


@reach_room.post("/desk/reach")
@signed_in_as(*HEALTH_ROLES)
def reach() -> Response:
    """Open the citizen for 24 hours; numbers that find nobody count as attempts of this person."""
    number, reason = request.form.get("number", ""), request.form.get("reason", "")
    try:
        with attempts.counted(f"reach {me().person_id}"):
            citizen = citizen_by_number(number)
            if citizen is None:
                raise NobodyFound
        reaching.reach(citizen=citizen, reason=reason, actor=me().actor)
    except (NobodyFound, ReasonNeeded) as fault:
        field = "reason" if isinstance(fault, ReasonNeeded) else "number"
        return _form(status=422, number=number, reason=reason, errors=[(field, fault.sentence)])
    return redirect("/desk", 303)


def _form(*, status: int = 200, **typed: Any) -> Response:
    response = page("desk/reach.html", status=status, longest=LONGEST_REASON, **typed)
    response.headers["Cache-Control"] = "no-store"  # a CPR number may stand in the form
    return response
