"""`/desk/<citizen>/progress`: staff say how it is going; the citizen sees it at once, they see what she shows them."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.signed_in import me, signed_in_as
from companion.checkins import indicators, progress, progress_forms, progress_sharing, progress_view, rhythm
from companion.checkins.progress import RATERS, NothingChosen, TooManyWords
from companion.checkins.progress_forms import ProgressForm
from companion.foundation import clock
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.web.page import page

desk_progress = Blueprint("desk_progress", __name__)


@desk_progress.get("/desk/<uuid:citizen_id>/progress")
@signed_in_as(*RATERS)
def home(citizen_id: uuid.UUID) -> Response:
    """What the own unit has said and what the citizen shows it; the look is written down.

    R3: without anything shown the page is the same, byte for byte, whatever she has answered and said yes to.
    """
    with transaction():
        return _shown(citizen_id, progress_forms.blank())


@desk_progress.post("/desk/<uuid:citizen_id>/progress")
@signed_in_as(*RATERS)
def rate(citizen_id: uuid.UUID) -> Response:
    """Keep what this member of staff thinks."""
    filled = progress_forms.read(request.form, keyed=False)
    try:
        progress.rate(citizen=citizen_id, given=filled.given(), actor=me().actor)
    except (NothingChosen, TooManyWords) as missing:
        with transaction():
            return _shown(citizen_id, filled, fault=missing)
    return redirect(f"/desk/{citizen_id}/progress", 303)


def _shown(citizen_id: uuid.UUID, filled: ProgressForm, fault: Invalid | None = None) -> Response:
    staff = me().actor
    readings = progress_sharing.for_staff(citizen=citizen_id, actor=staff)
    active = indicators.active()
    return page(
        "checkins/staff_progress.html",
        status=422 if fault else 200,
        citizen=accounts.person(citizen_id),
        active=active,
        rows=progress_view.rows(active, readings),
        entries=progress_view.entries(readings),
        words=[one for one in readings if one.own_words],
        raters=progress_view.raters_of(readings),
        look_on=rhythm.staff_looks([citizen_id], actor=staff).get(citizen_id),
        today=clock.today(),
        filled=filled,
        fault=fault.sentence if fault else None,
        too_long=isinstance(fault, TooManyWords),
    )
