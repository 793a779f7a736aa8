"""Which week of a programme a day lies in, and on which day a session is held."""

from datetime import date, timedelta

DAYS = 7


def week_number(starts_on: date, day: date, *, weeks: int, open_ended: bool) -> int | None:
    """The week of a programme on this day, counted from 1; None before the first and after the last.

    An open-ended programme has no last week: its last written page stays.
    """
    number = (day - starts_on).days // DAYS + 1
    if number < 1 or weeks < 1:
        return None
    if number > weeks:
        return weeks if open_ended else None
    return number


def session_day(starts_on: date, week: int, weekday: int) -> date:
    """The day in week `week` of the programme that falls on this weekday (0 is Monday)."""
    first = starts_on + timedelta(days=DAYS * (week - 1))
    return first + timedelta(days=(weekday - first.weekday()) % DAYS)


def runs_until(starts_on: date, *, weeks: int, open_ended: bool) -> date | None:
    """The first day after a programme; None when it goes on until somebody ends it."""
    return None if open_ended else starts_on + timedelta(days=DAYS * weeks)
