"""`/desk/facts`: what citizens share with a unit that has no system of its own; to read, print or take as CSV."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.checkins import indicators
from companion.foundation import clock
from companion.sync import facts_csv, on_page
from companion.sync.on_page import Shared
from companion.sync.told import INDICATORS, Told
from companion.web.page import page

facts_room = Blueprint("facts", __name__)


@facts_room.get("/desk/facts")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def facts() -> Response:
    """Citizen by citizen, newest first; reading it is its delivery, and the citizen sees the look."""
    found = on_page.shared_with_me(actor=me().actor)
    unit = me().actor.unit_id
    paused = unit is not None and on_page.is_on_pause(unit)
    return page("sync/facts.html", people=_by_person(found), today=clock.today(), paused=paused)


@facts_room.get("/desk/facts.csv")
@signed_in_as(*EMPLOYMENT_ROLES, *HEALTH_ROLES)
def file() -> Response:
    """The same as one file of the day."""
    written = facts_csv.text(on_page.shared_with_me(actor=me().actor))
    name = f"facts-{clock.today().isoformat()}.csv"
    response = Response("\ufeff" + written, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _by_person(found: Sequence[Shared]) -> list[dict[str, Any]]:
    people: dict[Any, dict[str, Any]] = {}
    for one in found:
        person = people.setdefault(one.citizen_id, {"id": one.citizen_id, "name": one.name, "facts": []})
        person["facts"].append({"told": one.told, "rows": _rows(one.told)})
    return list(people.values())


def _rows(told: Told) -> list[dict[str, Any]]:
    """Of ratings: the words of the set they were given in; everything else is worded by the page."""
    if told.kind != INDICATORS or told.method is None:
        return []
    asked = indicators.find(told.method[0], int(told.method[1]))
    named = ((asked.indicator(line.code), int(line.value)) for line in told.lines)
    return [{"name": one.name, "value": value, "step": asked.step(value)} for one, value in named if one is not None]
