"""A week she could not come to: which page to read, and her own "I have read it". Nobody else sees it."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import NotFound
from companion.programmes import service
from companion.programmes.course_calendar import Day
from companion.programmes.records import WeekRead


def missed_pages(course: service.Course, days: Iterable[Day]) -> list[int]:
    """The pages, by number, of weeks in which she was at no meeting, and which she has not said she read."""
    by_week: dict[int, list[Day]] = {}
    for day in days:
        if day.week is not None and day.is_over:
            by_week.setdefault(day.week, []).append(day)
    missed = {week for week, met in by_week.items() if all(day.was_missed for day in met)}
    pages = {found.number for week in missed if (found := course.programme.page_of(week))}
    return sorted(pages - read_pages(course.enrolment_id))


def read_pages(enrolment: uuid.UUID) -> set[int]:
    """The pages she has said that she read."""
    with reading() as db:
        return set(db.scalars(select(WeekRead.week).where(WeekRead.enrolment_id == enrolment)))


def have_read(*, number: int, actor: audit.Actor) -> None:
    """She has read this week's page; said twice it is said once. Raises NotFound for a week that has not begun."""
    if actor.person_id is None:
        raise NotFound
    course, page = service.week(actor.person_id, number)
    if not course.has_begun or (course.now is not None and page.number > course.now):
        raise NotFound
    with transaction() as session:
        in_turn(actor.person_id)
        if page.number in read_pages(course.enrolment_id):
            return
        made = WeekRead(id=new_id(), citizen_id=actor.person_id, enrolment_id=course.enrolment_id)
        made.week, made.read_at = page.number, clock.now()
        session.add(made)
        audit.write(event="course-week.read", citizen=actor.person_id, actor=actor, about=made.id)
