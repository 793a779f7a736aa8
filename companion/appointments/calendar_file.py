"""Meetings as a calendar file (RFC 5545): Danish wall clock with its VTIMEZONE, one lasting UID a meeting.

Neutral unless the citizen asked for more: a calendar is read by other programs and other eyes.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from companion.appointments.meeting import KnownAppointment
from companion.foundation import clock
from companion.foundation.errors import N_
from companion.language.table import Language
from companion.language.text import pick
from companion.language.words import words

PRODUCT = "-//Companion//Appointments//DA"
NEUTRAL = N_("Aftale")
CALLED_OFF, HOLDS = "CANCELLED", "CONFIRMED"
MIME = "text/calendar"
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)  # Danish wall clock ahead of UTC
SUNDAY = 6


def calendar(meetings: Iterable[KnownAppointment], language: Language, *, shows_more: bool) -> bytes:
    """The file; `language` is the reader's, `shows_more` puts the title in."""
    from icalendar import Calendar  # late: only this page needs it, and the web process stays small

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(_danish_zone())
    for meeting in meetings:
        made.add_component(_event(meeting, language, shows_more=shows_more))
    return bytes(made.to_ical())


def _danish_zone() -> Any:
    """Summer time as a yearly rule (directive 2000/84/EC; RFC 5545, 3.6.5).

    The library can write a zone by itself, but as a list of dates, and some calendars read only rules.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", clock.DANISH_TIME.key)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, WINTER, SUMMER),
        (TimezoneStandard(), "CET", 10, 3, SUMMER, WINTER),
    ):
        part.add("dtstart", _first_of_its_kind(month, hour))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone


def _first_of_its_kind(month: int, hour: int) -> datetime:
    """The last Sunday of the month in 1996, the first year of today's rule; wall clock before the change."""
    day = max(day for day in range(25, 32) if datetime(1996, month, day, tzinfo=UTC).weekday() == SUNDAY)
    return datetime(1996, month, day, hour, tzinfo=UTC).replace(tzinfo=None)


def _event(meeting: KnownAppointment, language: Language, *, shows_more: bool) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{meeting.id}@companion")
    event.add("dtstamp", meeting.touched_at)
    event.add("dtstart", _wall(meeting.starts_at))
    event.add("dtend", _wall(meeting.ends_at))
    event.add("sequence", meeting.version - 1)
    event.add("summary", _title(meeting, language, shows_more=shows_more))
    event.add("status", CALLED_OFF if meeting.cancelled_at else HOLDS)
    event.add("class", "PRIVATE")
    return event


def _wall(moment: datetime) -> datetime:
    """The moment on a Danish clock; in the hour that comes twice, as UTC: there a wall clock alone would not tell."""
    shown = clock.danish(moment)
    return moment if shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset() else shown


def _title(meeting: KnownAppointment, language: Language, *, shows_more: bool) -> str:
    if shows_more:
        return pick(meeting.title, language).words
    return str(words(language.code).plain(NEUTRAL))
