"""`/plan`: the purpose, one week over all tracks, and the cards with whom to call."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import clock
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.language.table import SOURCE
from companion.plan import service
from companion.plan.rules import CalendarWeek, week_named, week_of
from companion.plan.week import week_for
from companion.web.page import page

plan = Blueprint("plan", __name__)


@plan.get("/plan")
@signed_in_as("citizen", keep="own")
def overview() -> Response:
    """This week, or the one named in the address (`?week=2026-W48`)."""
    citizen, today = me().person_id, clock.today()
    chosen = _chosen(week_of(today))
    with reading():
        return page(
            "plan/plan.html",
            plan=service.for_citizen(citizen),
            week=week_for(citizen, chosen),
            chosen=chosen,
            this_week=week_of(today),
            today=today,
            needs_interpreter=me().language != SOURCE,
        )


def _chosen(this_week: CalendarWeek) -> CalendarWeek:
    name = request.args.get("week")
    if name is None:
        return this_week
    found = week_named(name)
    if found is None:
        raise NotFound
    return found
