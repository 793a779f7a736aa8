"""`/desk/handover`: my citizens go to a colleague, with all that belongs to them."""

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.circles import circles_of
from companion.accounts.contacts import everybody_in
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES, side_of
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload.relations import OtherSide, room_for
from companion.caseload.service import CaseloadFull, charges_of
from companion.desk import handing_over
from companion.desk.handing_over import NobodyChosen
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.web.page import page

handover_room = Blueprint("handover", __name__)
CONTACTS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


@handover_room.get("/desk/handover")
@signed_in_as(*CONTACTS)
def choose() -> Response:
    """Which citizens, and to whom."""
    return _form()


@handover_room.post("/desk/handover")
@signed_in_as(*CONTACTS)
def hand_over() -> Response:
    """Everything about the chosen citizens is the colleague's from today; the 26th is refused with the list."""
    typed = {"citizens": request.form.getlist("citizen"), "colleague": request.form.get("colleague", "")}
    try:
        handing_over.hand_over(
            citizens=[_key(one) for one in typed["citizens"]],
            giver=me().person_id,
            receiver=_key(request.form.get("colleague", "")),
            circles=circles_of(me().role),
            actor=me().actor,
        )
    except (NobodyChosen, OtherSide, CaseloadFull) as fault:
        return _form(status=422, typed=typed, errors=[("colleague", fault.sentence)])
    return redirect("/desk", 303)


def _form(*, status: int = 200, typed: dict[str, Any] | None = None, errors: Any = ()) -> Response:
    mine = me()
    with transaction():
        held = handing_over.held_by(mine.person_id, circles=circles_of(mine.role))
        people = accounts.people(held)
        audit.write_daily(event="read.caseload", citizens=people, actor=mine.actor)
        others = [one for one in everybody_in(side_of(mine.role)) if one.person_id != mine.person_id]
        return page(
            "desk/handover.html",
            status=status,
            people=sorted(people.values(), key=lambda one: (one.name, one.id)),
            responsible={charge.citizen_id for charge in charges_of(mine.person_id) if charge.responsible},
            colleagues=[(one, room_for(one)) for one in others],
            typed=typed or {"citizens": [], "colleague": ""},
            errors=list(errors),
        )


def _key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NobodyChosen from None
