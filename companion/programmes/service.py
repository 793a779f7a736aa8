"""The course a citizen takes part in: which one, which week it is, and its pages."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, exists, select

from companion.foundation import clock
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.programmes import enrolment, rules, templates
from companion.programmes.programme import Programme, Step, Week
from companion.programmes.records import Enrolment, StatusNote
from companion.programmes.template_errors import TemplateError

enrol = enrolment.enrol  # other rooms enter here
end = enrolment.end
end_all = enrolment.end_all


@dataclass(frozen=True)
class CourseWeek:
    """This week of a course, in short; `pages` are the numbers under which its pages are read."""

    title: Text
    number: int
    weeks: int
    pages: Sequence[int]
    week_title: Text
    steps: Sequence[Step]


@dataclass(frozen=True)
class Course:
    """The course a citizen is in, was last in, or begins soon; `now` is this week's number, if any."""

    programme: Programme
    starts_on: date
    now: int | None
    citizen_id: uuid.UUID
    enrolment_id: uuid.UUID
    run_id: uuid.UUID | None

    @property
    def weeks(self) -> Sequence[Week]:
        """Every page in order."""
        return self.programme.weeks

    def is_now(self, week: Week) -> bool:
        """Whether this page is this week's."""
        return self.now is not None and week.number <= self.now <= week.until

    @property
    def has_begun(self) -> bool:
        """Whether its first day has come."""
        return self.starts_on <= clock.today()


NOTE_WAITS = (StatusNote.released_at.is_(None), StatusNote.stopped_at.is_(None))
_NEWEST_FIRST = (
    select(
        Enrolment.id,
        Enrolment.citizen_id,
        Enrolment.programme_id,
        Enrolment.starts_on,
        Enrolment.ended_on,
        Enrolment.run_id,
        exists().where(StatusNote.citizen_id == Enrolment.citizen_id, *NOTE_WAITS).label("note_waits"),
    )
    .where(Enrolment.citizen_id == bindparam("citizen"))
    .order_by(Enrolment.starts_on.desc(), Enrolment.episode.desc(), Enrolment.id)
)


def course(citizen: uuid.UUID) -> Course | None:
    """The running course, otherwise the newest one: its pages stay readable. None for nobody's."""
    return _readable(_enrolments(citizen))


def on_today(citizen: uuid.UUID) -> tuple[CourseWeek | None, bool]:
    """This week of the running course, and whether a note about her waits for her; one select for both."""
    rows = _enrolments(citizen)
    return _this_week(_readable(rows)), any(row.note_waits for row in rows)


def this_week(citizen: uuid.UUID) -> CourseWeek | None:
    """This week of the running course; None before it, after it and without one."""
    return _this_week(course(citizen))


def _enrolments(citizen: uuid.UUID) -> Sequence[Any]:
    with reading() as db:
        rows: Sequence[Any] = db.execute(_NEWEST_FIRST, {"citizen": citizen}).all()
    return rows


def _readable(rows: Sequence[Any]) -> Course | None:
    courses = [_course(row) for row in rows]
    written = [one for one in courses if one.weeks]
    return next((one for one in written if one.now), written[0] if written else None)


def _this_week(found: Course | None) -> CourseWeek | None:
    if found is None or found.now is None:
        return None
    week = found.programme.page_of(found.now)
    if week is None:
        return None
    pages = [one.number for one in found.weeks]
    return CourseWeek(found.programme.title, found.now, found.programme.length, pages, week.title, week.steps)


def week(citizen: uuid.UUID, number: int) -> tuple[Course, Week]:
    """One page of the citizen's course. Raises NotFound outside its weeks and without a course."""
    found = course(citizen)
    shown = found.programme.page_of(number) if found else None
    if found is None or shown is None:
        raise NotFound
    return found, shown


def know_first(programme_id: str) -> Text | None:
    """What one should know before saying yes to this programme; None where nothing is, or where it is gone."""
    try:
        notice = templates.load(programme_id).notice
    except TemplateError:  # the municipality no longer has it
        return None
    return notice if notice.get(SOURCE) else None


def _course(row: Any) -> Course:
    programme, today = templates.load(row.programme_id), clock.today()
    goes_on = row.ended_on is None or row.ended_on > today
    weeks, open_ended = programme.length, programme.open_ended
    now = rules.week_number(row.starts_on, today, weeks=weeks, open_ended=open_ended) if goes_on else None
    return Course(programme, row.starts_on, now, row.citizen_id, row.id, row.run_id)
