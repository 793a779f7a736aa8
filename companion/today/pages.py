"""`/`: who is responsible, the next appointment, this week's steps, and whether a check-in is due."""

from collections.abc import Sequence

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import me, sign_in_form
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.caseload import service as caseload
from companion.caseload.shown import reached_by
from companion.checkins import service as checkins
from companion.foundation import clock
from companion.foundation.database import new_id, reading
from companion.language.formats import part_of_day
from companion.language.table import SOURCE
from companion.programmes import service as programmes
from companion.programmes.service import CourseWeek
from companion.tasks import service as tasks
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import keep_as, page

today = Blueprint("today", __name__)
ALWAYS_AHEAD = ("/", "/plan", "/appointments", "/check-in", "/help", "/first-aid", "/privacy", "/me")
APPOINTMENTS_AHEAD = 3


@today.get("/")
@open_to_all()
def home() -> Response:
    """A citizen's day; staff go to their desk, strangers see how to get in."""
    with reading():  # the session check and the page: one connection, one state
        who = reader.current()
        if who.kind is None:
            return sign_in_form()  # no redirect: the worker reads from it that nobody is signed in
        if me().role != CITIZEN:
            return redirect("/desk", 303)
        return _today()


def _today() -> Response:
    keep_as("own")
    citizen, now = me().person_id, clock.now()
    responsible = caseload.responsible_for(citizen)
    upcoming = appointments.upcoming(citizen, limit=APPOINTMENTS_AHEAD)
    week = programmes.this_week(citizen)
    check_in = checkins.standing(citizen)
    asked = tasks.asked_by(citizen, tasks.CALL_ME)
    return page(
        "today/today.html",
        now=now,
        part=part_of_day(now),
        responsible=responsible,
        call=caseload.call_expected(responsible, asked.asked_at) if responsible and asked else None,
        asked=asked,
        call_key=new_id(),
        needs_interpreter=me().language != SOURCE,
        appointment=next((one for one in upcoming if one.cancelled_at is None), None),
        week=week,
        due=check_in.is_due,
        unopened=check_in.has_unopened,
        reached=reached_by(citizen, only_now=True),
        ahead=_ahead(upcoming, week),
    )


def _ahead(upcoming: Sequence[KnownAppointment], week: CourseWeek | None) -> list[str]:
    pages = [*ALWAYS_AHEAD, *(f"/appointments/{one.id}" for one in upcoming)]
    if week:
        pages += ["/course", *(f"/course/{number}" for number in week.pages)]
    return pages
