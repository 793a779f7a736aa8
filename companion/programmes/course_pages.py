"""`/course/…` of the citizen: all days of her course, how each went, the weeks she reads after, and her group."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts.pages import switched
from companion.accounts.signed_in import me, signed_in_as
from companion.appointments.shown import shown
from companion.foundation.database import reading
from companion.foundation.errors import Invalid
from companion.language.table import SOURCE
from companion.programmes import attendance, catch_up, course_calendar, fellows, groups, service
from companion.programmes.fellows import NameMissing
from companion.web.page import page

course_room = Blueprint("course_room", __name__)


@course_room.get("/course/calendar")
@signed_in_as("citizen", keep="own")
def calendar() -> Response:
    """Every meeting of the course over all weeks, those to come first."""
    with reading():
        found = service.course(me().person_id)
        days = course_calendar.days_of(found) if found else []
        coming = [day for day in days if not day.is_over]
        return page(
            "programmes/calendar.html",
            course=found,
            coming=list(zip(coming, shown(day.meeting for day in coming), strict=True)),
            past=[day for day in days if day.is_over],
            needs_interpreter=me().language != SOURCE,
        )


@course_room.post("/course/<int:number>/read")
@signed_in_as("citizen")
def have_read(number: int) -> Response:
    """She has read the week."""
    catch_up.have_read(number=number, actor=me().actor)
    return redirect(f"/course/{number}", 303)


@course_room.get("/course/attendance")
@signed_in_as("citizen", keep="own")
def own_attendance() -> Response:
    """Who came when, as the unit has it, with a way to say that it is wrong."""
    return _attendance()


@course_room.post("/course/attendance/<uuid:attendance_id>/contest")
@signed_in_as("citizen")
def contest(attendance_id: uuid.UUID) -> Response:
    """This mark is not right."""
    words = request.form.get("own_words", "")
    try:
        attendance.contest(attendance_id=attendance_id, words=words, actor=me().actor)
    except attendance.TooManyWords as fault:
        return _attendance(about=attendance_id, typed=words, fault=fault)
    return redirect("/course/attendance", 303)


@course_room.get("/course/group")
@signed_in_as("citizen")
def group() -> Response:
    """Whom she shows herself to, and who shows herself to her; kept on no phone, because anybody may leave."""
    return _group()


@course_room.post("/course/group")
@signed_in_as("citizen")
def show_myself() -> Response:
    """She lets the others of her group see a name and some words."""
    typed = {name: request.form.get(name, "") for name in ("first_name", "own_words")}
    if switched():
        return _group(typed)
    try:
        fellows.show_myself(first_name=typed["first_name"], own_words=typed["own_words"], actor=me().actor)
    except (NameMissing, fellows.TooManyWords) as fault:
        return _group(typed, fault)
    return redirect("/course/group", 303)


@course_room.post("/course/group/leave")
@signed_in_as("citizen")
def leave() -> Response:
    """What she showed is gone."""
    fellows.leave(actor=me().actor)
    return redirect("/course/group", 303)


def _attendance(about: uuid.UUID | None = None, typed: str = "", fault: Invalid | None = None) -> Response:
    with reading():
        return page(
            "programmes/attendance.html",
            status=422 if fault else 200,
            marks=attendance.own(me().person_id),
            about=about,
            typed=typed,
            errors=[(f"words-{about}", fault.sentence)] if fault else [],
        )


def _group(typed: dict[str, str] | None = None, fault: Invalid | None = None) -> Response:
    citizen = me().person_id
    with reading():
        found, own = fellows.group_of(citizen), fellows.own_card(citizen)
        field = "first_name" if isinstance(fault, NameMissing) else "own_words"
        return page(
            "programmes/group.html",
            status=422 if fault else 200,
            group=groups.one(found[1]) if found else None,
            own=own,
            others=fellows.others(citizen),
            typed=typed or {"first_name": own.first_name if own else "", "own_words": (own and own.own_words) or ""},
            errors=[(field, fault.sentence)] if fault else [],
        )
