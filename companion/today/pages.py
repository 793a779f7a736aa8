"""`/`: who is responsible, the next appointment, this week's steps, and whether a check-in is due."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from companion.accounts.contacts import Contact, contacts
from companion.accounts.ended import READABLE
from companion.accounts.rules import CITIZEN
from companion.accounts.signed_in import me, sign_in_form
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.caseload import service as caseload
from companion.caseload.office import office_of
from companion.caseload.shown import reached_by
from companion.caseload.standing import standing_for
from companion.checkins import invitations
from companion.checkins import service as checkins
from companion.foundation import clock
from companion.foundation.database import new_id, reading
from companion.language.formats import part_of_day
from companion.language.table import SOURCE
from companion.nudges import service as nudges
from companion.programmes import service as programmes
from companion.programmes.service import CourseWeek
from companion.tasks import service as tasks
from companion.tasks.no_answer import who_is_asked
from companion.tasks.service import Waiting
from companion.web import reader
from companion.web.open_door import open_to_all
from companion.web.page import keep_as, page

today = Blueprint("today", __name__)
ALWAYS_AHEAD = (
    *("/", "/plan", "/appointments", "/appointments/talk", "/check-in", "/help", "/first-aid"),
    "/team",
    *("/privacy", "/install", "/me", "/me/receipts"),
)
WITH_INTERPRETER = "/check-in/assisted"  # where no wording may be used in her language, it is the only form
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
    upcoming = appointments.upcoming(citizen, limit=APPOINTMENTS_AHEAD)
    week, note_waits = programmes.on_today(citizen)
    ended_at = me().case_ended_at
    messages = nudges.standing(citizen)
    return page(
        "today/hard_day.html" if messages.hard_day else "today/today.html",
        unread=messages.unread,
        now=now,
        part=part_of_day(now),
        readable_until=ended_at + READABLE if ended_at else None,
        call_key=new_id(),
        needs_interpreter=me().language != SOURCE,
        appointment=next((one for one in upcoming if one.cancelled_at is None), None),
        week=week,
        note_waits=note_waits,
        reached=reached_by(citizen, only_now=True),
        ahead=_ahead(upcoming, week),
        **_responsible(citizen),
        **_check_in(citizen, open_case=ended_at is None),
    )


def _responsible(citizen: uuid.UUID) -> dict[str, Any]:
    """Who is responsible, who covers, and what she has asked them."""
    standing, lately = standing_for(citizen), tasks.lately(citizen)
    asked, question = lately.get(tasks.CALL_ME), lately.get(tasks.NO_ANSWER)
    return {
        "responsible": standing.contact,
        "standing": standing,
        "office": office_of(standing.contact),
        "call": _call_expected(asked, standing.contact),
        "asked": asked,
        "question": question,
        "question_to": who_is_asked(question),
    }


def _check_in(citizen: uuid.UUID, *, open_case: bool) -> dict[str, Any]:
    """What is due, with the ways not to answer it now and the talk beside it, and whether a result waits."""
    standing = checkins.standing(citizen)
    is_due = standing.is_due and open_case
    return {
        "due": is_due,
        "invitation": invitations.open_one(citizen) if is_due else None,
        "unopened": standing.has_unopened,
        "look": standing.look if standing.look and standing.look.is_due and open_case else None,
    }


def _call_expected(asked: Waiting | None, responsible: Contact | None) -> tuple[datetime, datetime] | None:
    """When whoever was asked calls: the responsible person, or who was so when she asked."""
    if asked is None:
        return None
    is_hers = responsible is not None and responsible.person_id == asked.owner_id
    owner = responsible if is_hers else contacts([asked.owner_id]).get(asked.owner_id)
    return caseload.call_expected(owner, asked.asked_at) if owner else None


def _ahead(upcoming: Sequence[KnownAppointment], week: CourseWeek | None) -> list[str]:
    pages = [*ALWAYS_AHEAD, *(f"/appointments/{one.id}" for one in upcoming)]
    if me().language != SOURCE:
        pages.insert(pages.index("/check-in") + 1, WITH_INTERPRETER)
    if week:
        pages += ["/course", "/course/calendar", *(f"/course/{number}" for number in week.pages)]
    return pages
