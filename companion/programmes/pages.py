"""`/course`: the citizen's weeks, one page for each; `/course-book` and `/first-aid`: the texts, for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint
from werkzeug.wrappers import Response

from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import reading
from companion.language import wanted
from companion.language.wanted import Shown
from companion.programmes import catch_up, course_calendar, open_course, recordings, service
from companion.programmes.programme import Block
from companion.web.open_door import open_to_all
from companion.web.page import page

programmes = Blueprint("programmes", __name__)


@dataclass(frozen=True)
class Part:
    """Blocks that stand together: safety texts are set apart from the others."""

    safety: bool
    blocks: Sequence[Block]


@programmes.get("/course")
@signed_in_as("citizen", keep="own")
def course() -> Response:
    """All weeks, this one marked, and what she may like to read after."""
    with reading():
        found = service.course(me().person_id)
        return page(
            "programmes/course.html",
            course=found,
            shown=Shown(wanted.COURSES, (found.programme,), found.programme.id) if found else None,
            missed=catch_up.missed_pages(found, course_calendar.days_of(found)) if found else [],
            notes=bool(found and found.programme.notes),
        )


@programmes.get("/course/<int:number>")
@signed_in_as("citizen", keep="own")
def week(number: int) -> Response:
    """One week on one page: what it is about, the action, small steps and the work angle."""
    with reading():
        found, shown = service.week(me().person_id, number)
        days = course_calendar.days_of(found)
        return page(
            "programmes/week.html",
            course=found,
            week=shown,
            parts_of_week=_parts(shown.blocks),
            days=[day for day in days if day.week and shown.number <= day.week <= shown.until and not day.is_over],
            was_missed=shown.number in catch_up.missed_pages(found, days),
            was_read=shown.number in catch_up.read_pages(found.enrolment_id),
            spoken=recordings.fresh(found.programme),
            shown=Shown(wanted.COURSES, (shown,), found.programme.key_of(shown)),
        )


@programmes.get("/course-book")
@open_to_all(keep="anyone")
def course_book() -> Response:
    """All weeks of all courses to read: the same for everybody, so a shared phone may keep it."""
    with reading():
        spoken = _spoken()
    return page(
        "programmes/course_book.html",
        courses=open_course.courses(),
        shown_of=lambda course: Shown(wanted.COURSES, (course,), course.id),
        parts_of=_parts,
        spoken=spoken,
        has_sounds=any(spoken.values()),
    )


@programmes.get("/first-aid")
@open_to_all(keep="anyone")
def first_aid() -> Response:
    """The safety texts of all courses, 112 first."""
    with reading():
        spoken = _spoken()
    chapters = open_course.safety_texts()
    return page(
        "programmes/first_aid.html",
        chapters=chapters,
        shown=Shown(wanted.SAFETY, tuple(open_course.said_for_safety())),
        spoken=spoken,
        has_sounds=any(spoken.values()),
    )


def _spoken() -> Mapping[str, recordings.Spoken]:
    return {course.id: recordings.fresh(course) for course in open_course.courses()}


def _parts(blocks: Sequence[Block]) -> list[Part]:
    return [Part(safety, tuple(group)) for safety, group in groupby(blocks, lambda block: block.safety)]
