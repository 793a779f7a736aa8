"""The Today page over models: each thing the page shows is an object or a relationship of one."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import islice
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template
from flask_login import current_user, login_required
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from bench.ordinary.around import question, standing, unread
from bench.ordinary.records import Appointment, Enrolment, Invitation, Person, Reading, Relation, Role, StatusNote, Task
from bench.ordinary.words import danish, shown_language
from companion.caseload.office import WINDOWS_AHEAD, Office
from companion.caseload.rules import next_call, office_windows
from companion.checkins.rules import next_possible, postponements
from companion.language.formats import part_of_day
from companion.language.term_links import linked
from companion.programmes import templates
from companion.programmes.rules import week_number
from companion.today.pages import ALWAYS_AHEAD, APPOINTMENTS_AHEAD

today = Blueprint("today", __name__)


@today.get("/")
@login_required  # type: ignore[untyped-decorator] # Flask-Login ships no types
def home() -> Response:
    """Who is responsible, the next appointment, this week's steps, and whether a check-in is due."""
    now = datetime.now(UTC)
    responsible = _responsible(danish(now).date())
    upcoming = _upcoming(now)
    week = _this_week(danish(now).date())
    page = render_template(
        "today.html",
        now=now,
        part=part_of_day(now),
        week=week,
        appointment=next((one for one in upcoming if one.cancelled_at is None), None),
        readable_until=None,
        unread=unread(_db(), current_user.id),
        note_waits=_note_waits(),
        keep=",".join(_ahead(upcoming, week)),
        **_reached_by(responsible, now),
        **question(_db(), current_user.id, now, danish(now).date()),
        **_check_in(danish(now).date()),
    )
    response = make_response(linked(page, shown_language().code))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Companion-Keep"] = "own"
    return response


def _responsible(day: date) -> dict[str, Any] | None:
    relations = (
        select(Relation)
        .options(joinedload(Relation.staff).selectinload(Person.roles).joinedload(Role.unit))
        .filter_by(citizen_id=current_user.id, responsible=True)
        .where(Relation.starts_on <= day)
        .order_by(Relation.starts_on.desc())
    )
    relation = next((one for one in _db().scalars(relations) if one.ends_on is None or one.ends_on > day), None)
    role = relation.staff.role_on(day) if relation else None
    if relation is None or role is None or role.unit is None:
        return None
    hours = {"hours_from": role.hours_from, "hours_to": role.hours_to}
    reached = {"id": relation.staff_id, "name": relation.staff.name, "role": role.role, "phone": role.phone}
    return {**reached, **hours, "unit_name": role.unit.name}


def _reached_by(responsible: dict[str, Any] | None, now: datetime) -> dict[str, Any]:
    return {
        "responsible": responsible,
        "call": _call(responsible, now) if responsible else None,
        "asked": _db()
        .scalars(select(Task).filter_by(citizen_id=current_user.id, kind="call-me", done_at=None))
        .first(),
        "call_key": uuid.uuid4(),
        "needs_interpreter": current_user.language != "da",
        "office": _office(responsible, now) if responsible else None,
        "reached": _reached(now),
        "standing": standing(_db(), responsible, danish(now).date()),
    }


def _call(responsible: dict[str, Any], now: datetime) -> tuple[datetime, datetime]:
    window = next_call(danish(now), responsible["hours_from"] or time(9), responsible["hours_to"] or time(15))
    return window.start, window.end


def _upcoming(now: datetime) -> Sequence[Appointment]:
    coming = select(Appointment).filter_by(citizen_id=current_user.id).where(Appointment.ends_at > now)
    in_order = coming.order_by(Appointment.starts_at, Appointment.id).limit(APPOINTMENTS_AHEAD)
    found: Sequence[Appointment] = _db().scalars(in_order).all()
    return found


def _this_week(day: date) -> dict[str, Any] | None:
    newest_first = select(Enrolment).filter_by(citizen_id=current_user.id).order_by(Enrolment.starts_on.desc())
    for enrolment in _db().scalars(newest_first):
        programme = templates.load(enrolment.programme_id)
        open_ended = programme.open_ended
        number = week_number(enrolment.starts_on, day, weeks=len(programme.weeks), open_ended=open_ended)
        if number is not None and (enrolment.ended_on is None or enrolment.ended_on > day):
            steps = programme.weeks[number - 1].steps
            return {"title": programme.title, "number": number, "weeks": len(programme.weeks), "steps": steps}
    return None


def _office(responsible: dict[str, Any], now: datetime) -> Office:
    opens, closes = responsible["hours_from"] or time(9), responsible["hours_to"] or time(15)
    windows = list(islice(office_windows(danish(now), opens, closes), WINDOWS_AHEAD))
    return Office(opens, closes, windows, windows[0].start <= danish(now))


def _reached(now: datetime) -> Sequence[Relation]:
    hers = select(Relation).filter_by(citizen_id=current_user.id).where(Relation.reason.is_not(None))
    found: Sequence[Relation] = _db().scalars(hers.where(Relation.ends_at > now)).all()
    return found


def _note_waits() -> bool:
    hers = select(StatusNote).filter_by(citizen_id=current_user.id, released_at=None, stopped_at=None)
    return _db().scalars(hers).first() is not None


def _check_in(day: date) -> dict[str, Any]:
    mine = select(Invitation).filter_by(citizen_id=current_user.id, answered_by=None, declined_at=None)
    waiting = _db().scalars(mine.where(func.coalesce(Invitation.postponed_to, Invitation.due_on) <= day)).all()
    due = bool(waiting) and _is_possible(day)
    asked = next((one for one in waiting if one.talk), waiting[0]) if due else None
    invitation = SimpleNamespace(talk=asked.talk, later=list(postponements(day))) if asked else None
    unopened = _db().scalars(select(Reading).filter_by(citizen_id=current_user.id, opened_at=None)).first()
    return {"due": due, "invitation": invitation, "talk_key": uuid.uuid4(), "unopened": unopened}


def _is_possible(day: date) -> bool:
    mine = select(Reading).filter_by(citizen_id=current_user.id).order_by(Reading.received_at.desc())
    last = _db().scalars(mine).first()
    return last is None or day >= next_possible(danish(last.received_at).date())


def _ahead(upcoming: Sequence[Appointment], week: dict[str, Any] | None) -> list[str]:
    pages = [*ALWAYS_AHEAD, *(f"/appointments/{one.id}" for one in upcoming)]
    if week:
        pages += ["/course", "/course/calendar", *(f"/course/{number}" for number in range(1, week["weeks"] + 1))]
    return pages


def _db() -> Any:
    return current_app.extensions["db"]
