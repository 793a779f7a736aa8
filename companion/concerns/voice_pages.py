"""`/desk/<citizen>/voice`: what a citizen lets her contacts see of her wishes, hours and advice, and suggesting a wish.

R3: with nothing let out the page is the same, byte for byte, whatever she has written to whom.
"""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.rules import EMPLOYMENT_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.concerns import hours, releasing, rules, wishes
from companion.concerns.answering import RECEIVING
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.web.page import page

voice = Blueprint("voice", __name__)


@voice.get("/desk/<uuid:citizen_id>/voice")
@signed_in_as(*RECEIVING)
def home(citizen_id: uuid.UUID) -> Response:
    """What she shows; the look is written down."""
    with transaction():
        return _shown(citizen_id, "")


@voice.post("/desk/<uuid:citizen_id>/voice")
@signed_in_as(*EMPLOYMENT_ROLES)
def suggest(citizen_id: uuid.UUID) -> Response:
    """Suggest a job or a study; she decides."""
    typed = request.form.get("wish", "")
    try:
        wishes.suggest(citizen=citizen_id, words=typed, actor=me().actor)
    except Invalid as fault:
        with transaction():
            return _shown(citizen_id, typed, fault)
    return redirect(f"/desk/{citizen_id}/voice?told=1#suggest", 303)


def _shown(citizen_id: uuid.UUID, typed: str, fault: Invalid | None = None) -> Response:
    actor = me().actor
    advice = releasing.released(citizen=citizen_id, actor=actor)
    return page(
        "concerns/voice.html",
        status=422 if fault else 200,
        citizen=accounts.person(citizen_id),
        is_involved=citizen_id in releasing.is_involved([citizen_id]),
        advice=advice,
        hers=wishes.shown_to(citizen=citizen_id, actor=actor),
        weeks=hours.shown_to(citizen=citizen_id, actor=actor),
        may_suggest=me().role in EMPLOYMENT_ROLES,
        was_told=request.args.get("told") == "1",
        typed=typed,
        fault=fault,
        longest=rules.LONGEST_WISH,
    )
