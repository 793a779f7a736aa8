"""`/plan`: the purpose, one week over all tracks, goals and cards with whom to call; `/plan/history`: what changed."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.foundation import clock
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.language import asking
from companion.language.table import SOURCE
from companion.plan import catalogue_rules, changes, contesting, groups, own_entries, service, teach_back
from companion.plan.measure import Measure
from companion.plan.rules import CalendarWeek, week_named, week_of
from companion.plan.week import week_for
from companion.web import reader
from companion.web.page import page

plan = Blueprint("plan", __name__)


@plan.get("/plan")
@signed_in_as("citizen", keep="own")
def overview() -> Response:
    """This week, or the one named in the address (`?week=2026-W48`), and the cards (`?cards=2` beyond forty)."""
    citizen, today = me().person_id, clock.today()
    chosen = _chosen(week_of(today))
    with reading():
        mine = service.for_citizen(citizen)
        return page(
            "plan/plan.html",
            plan=mine,
            shown=groups.page_of(mine.cards if mine else [], groups.typed_number(request.args.get("cards", "1"))),
            contests=contesting.newest(citizen),
            news=changes.new_for(citizen, mine.seen_at) if mine else 0,
            entries=own_entries.of(citizen),
            week=week_for(citizen, chosen),
            chosen=chosen,
            this_week=week_of(today),
            today=today,
            is_stale=is_stale,
            being_translated=asking.waits_for(citizen, reader.current().language.code),
            agreed=teach_back.of(citizen),
            needs_interpreter=me().language != SOURCE,
        )


@plan.get("/plan/history")
@signed_in_as("citizen", keep="own")
def history() -> Response:
    """What staff changed, newest first, with who and when."""
    with reading():
        mine = service.for_citizen(me().person_id)
        seen_at = mine.seen_at if mine else None
        return page("plan/history.html", changes=changes.of(me().person_id, seen_at=seen_at))


@plan.post("/plan/seen")
@signed_in_as("citizen")
def seen() -> Response:
    """She has seen what is new. A button, because phones fetch pages that nobody reads."""
    changes.seen(actor=me().actor)
    return redirect("/plan", 303)


def is_stale(measure: Measure) -> bool:
    """Whether nobody has asked the owner of this entry for long."""
    return catalogue_rules.is_stale(measure.verified_on, clock.today())


def _chosen(this_week: CalendarWeek) -> CalendarWeek:
    name = request.args.get("week")
    if name is None:
        return this_week
    found = week_named(name)
    if found is None:
        raise NotFound
    return found
