"""`/desk/gaps`: citizens of my unit for whom something waits with nobody; one tap takes it over."""

from uuid import UUID

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.desk import handing_over
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.web.page import page

gap_room = Blueprint("gaps", __name__)
CONTACTS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


@gap_room.get("/desk/gaps")
@signed_in_as(*CONTACTS)
def gaps() -> Response:
    """Who waits; each look is written down for the citizens, once a day."""
    with transaction():
        found = handing_over.gaps_for(me())
        people = accounts.people({gap.citizen_id for gap in found})
        audit.write_daily(event="read.gap", citizens=people, actor=me().actor)
        names = handing_over.names_of(found)
        return page(
            "desk/gaps.html",
            gaps=[(gap, [names.get(one, "") for one in gap.left_by]) for gap in found if gap.citizen_id in people],
            people=people,
        )


@gap_room.post("/desk/gaps/<uuid:citizen>")
@signed_in_as(*CONTACTS)
def take_over(citizen: UUID) -> Response:
    """I take it from here."""
    handing_over.take_over(citizen=citizen, somebody=me())
    return redirect("/desk", 303)
