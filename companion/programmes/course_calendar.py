"""The days of a citizen's course: meeting, week, place, childcare, who is in the group, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.foundation import clock
from companion.programmes import attendance, rules
from companion.programmes.attendance import KnownAttendance
from companion.programmes.programme import Session
from companion.programmes.records import Attendance
from companion.programmes.service import Course

LONGEST_AHEAD = timedelta(days=366)  # of a programme without a last week


@dataclass(frozen=True)
class Day:
    """One meeting of the course; `session` is what the template says of it, `mark` how it went."""

    meeting: KnownAppointment
    week: int | None
    session: Session | None
    mark: KnownAttendance | None

    @property
    def is_over(self) -> bool:
        """Whether the meeting has been."""
        return self.meeting.ends_at <= clock.now()

    @property
    def was_missed(self) -> bool:
        """Whether she was not there: by the roll, or where there is none, by what she said herself."""
        if self.mark is not None:
            return self.mark.state in attendance.MISSED
        return self.is_over and self.meeting.declined_at is not None


def days_of(course: Course) -> Sequence[Day]:
    """Every meeting of the course over all its weeks, first one first; what was called off is left out."""
    programme = course.programme
    ends = rules.runs_until(course.starts_on, weeks=programme.length + 1, open_ended=programme.open_ended)
    start, end = clock.midnight(course.starts_on), clock.midnight(ends or clock.today() + LONGEST_AHEAD)
    marks = {one.held_on: one for one in attendance.of(Attendance.enrolment_id == course.enrolment_id)}
    found = appointments.between(course.citizen_id, start, end)
    mine = [one for one in found if one.series == str(course.enrolment_id) and one.cancelled_at is None]
    return [_day(course, one, marks.get(clock.danish(one.starts_at).date())) for one in mine]


def _day(course: Course, meeting: KnownAppointment, mark: KnownAttendance | None) -> Day:
    programme, day = course.programme, clock.danish(meeting.starts_at).date()
    week = rules.week_number(course.starts_on, day, weeks=programme.length, open_ended=programme.open_ended)
    told = next((one for one in programme.sessions if one.title == meeting.title), None)
    return Day(meeting, week, told, mark)
