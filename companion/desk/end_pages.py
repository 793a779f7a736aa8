"""`/desk/<citizen>/end`: what happens when a case ends, said plainly; then one box and one button."""

from uuid import UUID

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES, READABLE_DAYS
from companion.accounts.signed_in import me, signed_in_as
from companion.desk import ending
from companion.desk.ending import SayThatItEnds
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.web.page import page

end_room = Blueprint("end", __name__)
CONTACTS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


@end_room.get("/desk/<uuid:citizen>/end")
@signed_in_as(*CONTACTS)
def ask(citizen: UUID) -> Response:
    """What ends, what stays, and for how long."""
    return _form(citizen)


@end_room.post("/desk/<uuid:citizen>/end")
@signed_in_as(*CONTACTS)
def end(citizen: UUID) -> Response:
    """It ends today."""
    if request.form.get("sure") != "1":
        return _form(citizen, status=422, errors=[("sure", SayThatItEnds.sentence)])
    with transaction():
        ending.require_responsible(citizen=citizen, staff=me().person_id)
        ending.end(citizen=citizen, actor=me().actor)
    return redirect("/desk", 303)


def _form(citizen: UUID, *, status: int = 200, errors: list[tuple[str, str]] | None = None) -> Response:
    with transaction():
        ending.require_responsible(citizen=citizen, staff=me().person_id)
        audit.write_daily(event="read.caseload", citizens=[citizen], actor=me().actor)
        person = accounts.person(citizen)
        return page("desk/end.html", status=status, person=person, days=READABLE_DAYS, errors=errors or [])
