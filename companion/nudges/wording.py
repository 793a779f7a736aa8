"""What a message says, made when it is read: the template's words with what is true of its meeting then."""

import re
from dataclasses import dataclass

from companion.appointments.meeting import KnownAppointment
from companion.language import formats
from companion.language.table import Language, language
from companion.language.text import Text, everywhere, pick
from companion.nudges.library import Template

ISOLATE, END = "\u2068", "\u2069"  # Unicode UAX #9: a name or an hour keeps its own direction inside a sentence
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Around:
    """What the placeholders of a template stand for."""

    sender: str
    meeting: KnownAppointment | None = None


def spoken(template: Template, around: Around) -> Text:
    """The template in every language it has; who reads it is known to the page alone."""
    return {code: _filled(words, around, language(code)) for code, words in everywhere(template.text).items()}


def lacking(template: Template, code: str) -> str | None:
    """A placeholder of the Danish text that the words in this language do not have: they would leave something out."""
    words = everywhere(template.text).get(code)
    if words is None:
        return None
    return min(template.needs - set(_PLACEHOLDER.findall(words)), default=None)


def fits(template: Template, meeting: KnownAppointment | None) -> bool:
    """Whether everything the template speaks of is there."""
    if not template.needs_meeting:
        return True
    return meeting is not None and ("place" not in template.needs or meeting.place is not None)


def _filled(words: str, around: Around, reader: Language) -> str:
    values = _values(around, reader)
    return _PLACEHOLDER.sub(lambda found: f"{ISOLATE}{values.get(found[1], '')}{END}", words)


def _values(around: Around, reader: Language) -> dict[str, str]:
    values = {"name": around.sender}
    meeting = around.meeting
    if meeting is not None:
        values["day"] = formats.weekday_date(meeting.starts_at, reader)
        values["time"] = formats.clock_time(meeting.starts_at, reader)
        values["place"] = pick(meeting.place, reader).words if meeting.place else ""
    return values
