"""When a check-in may be answered, when the next look is due, and when it was answered if a phone's clock is wrong."""

from datetime import date, datetime, timedelta

from companion.checkins.who5 import DAYS_APART
from companion.foundation.months import months_after

LONGEST_ON_A_PHONE = timedelta(days=400)  # a phone may come back after months in a drawer
SOON = timedelta(days=2)  # later this week: not today, and not so far that it is next week


def next_possible(last: date) -> date:
    """The first day of the next check-in."""
    return last + timedelta(days=DAYS_APART)


def look_again(last: date, *, months: int, declined: date | None = None) -> date:
    """The Danish day to look again at how it goes: so many calendar months after the last answer, or the last no."""
    return months_after(max(last, declined or last), months)


def asked_again(due: date, *, put_off: date | None = None) -> date:
    """The day she is asked: when it is due, or later where she wanted that; never sooner."""
    return max(due, put_off or due)


def postponements(day: date) -> dict[str, date]:
    """Until when an invitation can be put off on this day; “this-week” is missing when the week is nearly over."""
    soon = day + SOON
    this_week = {"this-week": soon} if soon.isocalendar()[:2] == day.isocalendar()[:2] else {}
    return {**this_week, "a-week": day + timedelta(days=7), "two-weeks": day + timedelta(days=14)}


def answered_at(received: datetime, *, captured: datetime, sent: datetime | None) -> datetime:
    """When it was answered: so long before it reached us as it lay on the phone, by the phone's own clock.

    A wrong clock is wrong in both moments, so what lies between them is right (docs/decisions/0033). What cannot be
    (sent before it was answered, or longer on the phone than any answer lies there) counts as answered when it came.
    """
    lay = sent - captured if sent is not None else timedelta(0)
    return received - lay if timedelta(0) <= lay <= LONGEST_ON_A_PHONE else received


def are_apart(earlier: date, later: date) -> bool:
    """Whether two answers of these days speak of two different fortnights, so that they can be compared."""
    return (later - earlier).days >= DAYS_APART
