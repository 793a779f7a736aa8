"""Days, hours and numbers as a reader writes them: Danish wall clock, Latin digits, never month first."""

from datetime import date, datetime, time
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from companion.foundation.clock import danish
from companion.language.table import Language

MORNING, NOON, AFTERNOON, EVENING, NIGHT = 5, 11, 13, 18, 22  # Danish wall-clock hours


def weekday_date(when: datetime | date, language: Language) -> str:
    """Weekday, day and month name, such as “torsdag d. 26. november”."""
    day = danish(when).date() if isinstance(when, datetime) else when
    return format_date(day, language.date, locale=_locale(language.babel))


def long_date(when: datetime | date, language: Language) -> str:
    """Day, month name and year, such as “26. november 2026”: for days that may lie years back."""
    day = danish(when).date() if isinstance(when, datetime) else when
    return format_date(day, "d. MMMM y" if language.source else "d MMMM y", locale=_locale(language.babel))


def weekday_name(weekday: int, language: Language) -> str:
    """The name of a weekday by itself; 0 is Monday."""
    return str(_locale(language.babel).days["stand-alone"]["wide"][weekday])


def clock_time(when: datetime, language: Language) -> str:
    """The hour on a 24-hour Danish wall clock, such as “14.30”."""
    return format_skeleton("Hm", danish(when), tzinfo=None, locale=_locale(language.babel))


def number(value: float, language: Language) -> str:
    """A number with Latin digits, to match signs and phones."""
    return format_decimal(value, locale=_locale(language.babel), numbering_system="latn")


def part_of_day(when: datetime | time) -> str:
    """Which part of the Danish day a moment or an hour lies in: morning, noon, afternoon, evening or night."""
    hour = _on_the_wall(when).hour
    bounds = (
        (NIGHT, "night"),
        (EVENING, "evening"),
        (AFTERNOON, "afternoon"),
        (NOON, "noon"),
        (MORNING, "morning"),
    )
    return next((part for start, part in bounds if hour >= start), "night")


def hands(when: datetime | time) -> tuple[int, int]:
    """Degrees of the hour hand and the minute hand on a clock face."""
    wall = _on_the_wall(when)
    return (wall.hour % 12) * 30 + wall.minute // 2, wall.minute * 6


def _on_the_wall(when: datetime | time) -> datetime | time:
    return danish(when) if isinstance(when, datetime) else when


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)
