"""`/desk/absence`: away from a day until another, and who covers; `/desk/hours`: fixed hours without an appointment."""

import uuid
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.contacts import everybody_in
from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES, side_of
from companion.accounts.signed_in import me, signed_in_as
from companion.caseload import absence, drop_in, forms
from companion.caseload.absence import AwayAlready, CoverIsAway, NoCover, WrongDays
from companion.caseload.drop_in import EnoughHours, WrongHours
from companion.foundation.database import reading
from companion.web.page import page

absence_room = Blueprint("absence", __name__)
CONTACTS = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)
FIELD_OF = {WrongDays: "starts_on", AwayAlready: "starts_on", NoCover: "cover", CoverIsAway: "cover"}


@absence_room.get("/desk/absence")
@signed_in_as(*CONTACTS)
def away() -> Response:
    """My absences ahead, and a form for one more."""
    return _away()


@absence_room.post("/desk/absence")
@signed_in_as(*CONTACTS)
def enter() -> Response:
    """I am away from a day, back on another, and a colleague covers."""
    mine, typed = me(), request.form.to_dict()
    starts_on, back_on = forms.day(typed.get("starts_on", "")), forms.day(typed.get("back_on", ""))
    try:
        if starts_on is None or back_on is None:
            raise WrongDays
        cover = _key(typed.get("cover", ""))
        absence.enter(staff=mine.person_id, cover=cover, starts_on=starts_on, back_on=back_on, actor=mine.actor)
    except (WrongDays, AwayAlready, NoCover, CoverIsAway) as fault:
        return _away(status=422, typed=typed, errors=[(FIELD_OF[type(fault)], fault.sentence)])
    return redirect("/desk/absence", 303)


@absence_room.post("/desk/absence/<uuid:absence_id>/end")
@signed_in_as(*CONTACTS)
def back(absence_id: uuid.UUID) -> Response:
    """I am back, or not away after all."""
    absence.end(absence_id=absence_id, staff=me().person_id, actor=me().actor)
    return redirect("/desk/absence", 303)


@absence_room.get("/desk/hours")
@signed_in_as(*CONTACTS)
def hours() -> Response:
    """When anybody may come to me without an appointment."""
    return _hours()


@absence_room.post("/desk/hours")
@signed_in_as(*CONTACTS)
def add_hours() -> Response:
    """One more fixed time of the week."""
    typed = request.form.to_dict()
    opens, closes = forms.hour(typed.get("opens", "")), forms.hour(typed.get("closes", ""))
    weekday = typed.get("weekday", "")
    try:
        if opens is None or closes is None or weekday not in {str(day) for day in drop_in.WEEKDAYS}:
            raise WrongHours
        time = {"weekday": int(weekday), "opens": opens, "closes": closes, "place": typed.get("place", "")}
        drop_in.add(staff=me().person_id, actor=me().actor, **time)  # type: ignore[arg-type] # one of each kind
    except (WrongHours, EnoughHours) as fault:
        return _hours(status=422, typed=typed, errors=[("weekday", fault.sentence)])
    return redirect("/desk/hours", 303)


@absence_room.post("/desk/hours/<uuid:hours_id>/end")
@signed_in_as(*CONTACTS)
def end_hours(hours_id: uuid.UUID) -> Response:
    """This time is no longer mine."""
    drop_in.remove(hours_id=hours_id, actor=me().actor)
    return redirect("/desk/hours", 303)


def _away(*, status: int = 200, **typed: Any) -> Response:
    mine = me()
    with reading():
        return page(
            "caseload/absence.html",
            status=status,
            absences=absence.ahead([mine.person_id]).get(mine.person_id, ()),
            colleagues=[one for one in everybody_in(side_of(mine.role)) if one.person_id != mine.person_id],
            **{"typed": {}, "errors": [], **typed},
        )


def _hours(*, status: int = 200, **typed: Any) -> Response:
    mine = drop_in.of([me().person_id]).get(me().person_id, ())
    return page("caseload/hours.html", status=status, hours=mine, **{"typed": {}, "errors": [], **typed})


def _key(typed: str) -> uuid.UUID:
    try:
        return uuid.UUID(typed)
    except ValueError:
        raise NoCover from None
