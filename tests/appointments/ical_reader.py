"""A strict little reader of calendar files (RFC 5545): a second opinion beside the library that wrote them.

It unfolds lines, takes properties apart, and lets python-dateutil read the VTIMEZONE that travels in the file itself.
"""

from datetime import UTC, datetime
from io import StringIO

from dateutil import tz

Event = dict[str, tuple[str, str]]  # property → its parameters and its value


def events(text: str) -> list[Event]:
    """Every VEVENT; raises AssertionError for what the standard forbids."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))  # octets of one line (3.1)
    found: list[Event] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        key, _, parameters = name.partition(";")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT":
            found[-1].setdefault(key, (parameters, value))
    return found


def moment(event: Event, name: str, text: str) -> datetime:
    """A time of an event, as UTC: by the zone that the file defines, never by one of this machine."""
    parameters, value = event[name]
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    zone = tz.tzical(StringIO(text.replace("\r\n", "\n"))).get(parameters.removeprefix("TZID="))
    assert zone is not None, f"{name} names a zone that is not in the file"
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(UTC)
