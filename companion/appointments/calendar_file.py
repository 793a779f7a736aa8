"""Meetings as a calendar file (RFC 5545): Danish wall clock with its VTIMEZONE, one lasting UID a meeting.

Neutral unless the citizen asked for more: a calendar is read by other programs and other eyes.
"""

from collections.abc import Iterable
from datetime import datetime
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


def calendar(meetings: Iterable[KnownAppointment], language: Language, *, shows_more: bool) -> bytes:
    """The file; `language` is the reader's, `shows_more` puts the title in."""
    from icalendar import Calendar  # late: only this page needs it, and the web process stays small

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for meeting in meetings:
        made.add_component(_event(meeting, language, shows_more=shows_more))
    made.add_missing_timezones()
    return bytes(made.to_ical())


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
