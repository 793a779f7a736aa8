"""`/desk/today`: the list of the day on paper, or until midnight on a member of staff's own locked phone."""

from datetime import UTC

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.rules import EMPLOYMENT_ROLES, HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.desk import day, looks
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Conflict
from companion.web.page import page

day_room = Blueprint("day", __name__)
BOTH = (*EMPLOYMENT_ROLES, *HEALTH_ROLES)


class PhoneIsShared(Conflict):
    """A phone that others hold keeps nothing of anybody (R7)."""

    sentence = N_("Listen kan kun gemmes på din egen telefon. Log ind igen, og vælg din egen telefon.")


@day_room.get("/desk/today")
@signed_in_as(*BOTH)
def home() -> Response:
    """Whom to meet and whom to call today; kept by the worker only if she asked for it on a phone of her own."""
    staff = me()
    with transaction():
        stops = day.stops(staff.actor)
        kept = staff.own_phone and looks.keeps_the_day(staff.person_id)
        audit.write_daily(event="read.day-list", citizens={stop.person.id for stop in stops}, actor=staff.actor)
        response = page(
            "desk/day.html",
            stops=stops,
            today=clock.today(),
            own_phone=staff.own_phone,
            kept=kept,
            over_at=day.ends_at().astimezone(UTC),
        )
    if kept:
        response.headers["Companion-Keep"] = "day"
        response.headers["Companion-Until"] = str(int(day.ends_at().timestamp() * 1000))  # ms, as Date.now() counts
    return response


@day_room.post("/desk/today/keep")
@signed_in_as(*BOTH)
def keep() -> Response:
    """Keep the list on own phones until midnight, or no longer."""
    staff, wanted = me(), request.form.get("keep") == "yes"
    if wanted and not staff.own_phone:
        raise PhoneIsShared
    looks.keep_the_day(staff=staff.person_id, keep=wanted)
    return redirect("/desk/today", 303)
