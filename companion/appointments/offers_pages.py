"""`/desk/<citizen>/talk-times`: times for a talk, to somebody one is there for or who asked for one."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments import rules, talk_times, when
from companion.appointments.staff_pages import HOLDERS
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.web.page import page

desk_talk_times = Blueprint("desk_talk_times", __name__)


@desk_talk_times.get("/desk/<uuid:citizen_id>/talk-times")
@signed_in_as(*HOLDERS)
def times(citizen_id: uuid.UUID) -> Response:
    """What this member of staff has offered her, and the form for new times; the look is written down."""
    return _page(citizen_id)


@desk_talk_times.post("/desk/<uuid:citizen_id>/talk-times")
@signed_in_as(*HOLDERS)
def offer(citizen_id: uuid.UUID) -> Response:
    """Up to five times; she chooses one, and only then is it a meeting."""
    talk_times.require_way(citizen_id, me().actor)
    try:
        form = request.form.get("form", "")
        talk_times.offer(citizen=citizen_id, moments=when.several(request.form), form=form, actor=me().actor)
    except Invalid as wrong:
        return _page(citizen_id, [(wrong.words.get("field", "day-1"), wrong.sentence)])
    return redirect(f"/desk/{citizen_id}/talk-times", 303)


def _page(citizen_id: uuid.UUID, errors: Sequence[tuple[str, str]] = ()) -> Response:
    with transaction():
        talk_times.require_way(citizen_id, me().actor)
        audit.write_daily(event="read.talk-times", citizens=[citizen_id], actor=me().actor)
        return page(
            "appointments/talk_times.html",
            status=422 if errors else 200,
            citizen=accounts.person(citizen_id),
            offered=talk_times.offered_by(me().person_id, citizen_id),
            most=rules.MOST_SLOTS,
            typed=request.form,
            errors=errors,
            faults=dict(errors),
        )
