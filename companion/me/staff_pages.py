"""`/desk/<citizen>/unwell`: the card for bad days of a citizen who lets this member of staff read it."""

import uuid

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import transaction
from companion.me import unwell
from companion.web.page import page

unwell_desk = Blueprint("unwell_desk", __name__)


@unwell_desk.get("/desk/<uuid:citizen>/unwell")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def card(citizen: uuid.UUID) -> Response:
    """Her words if she has named this reader; otherwise one sentence, the same for everybody."""
    with transaction():
        written = unwell.shown_to(citizen, actor=me().actor)
        return page("me/staff_unwell.html", citizen=accounts.person(citizen), written=written)
