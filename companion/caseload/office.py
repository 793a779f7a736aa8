"""When a citizen's contact reads what arrives: stated before she taps, and whether somebody is there just now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from itertools import islice

from companion.accounts.contacts import Contact
from companion.caseload.rules import CallWindow, office_windows
from companion.foundation import clock

OPENS, CLOSES = time(9), time(15)  # where a contact's role names no hours
WINDOWS_AHEAD = 5  # a week of working days: a page kept on a phone still knows the next one


@dataclass(frozen=True)
class Office:
    """Office hours (Danish wall clock), the next windows in which messages are read, and whether one is running."""

    hours_from: time
    hours_to: time
    windows: Sequence[CallWindow]
    is_open: bool


def office_of(contact: Contact | None) -> Office | None:
    """The office hours of this contact, seen from now; None where there is nobody."""
    if contact is None:
        return None
    opens, closes = contact.hours_from or OPENS, contact.hours_to or CLOSES
    now = clock.danish(clock.now())
    windows = list(islice(office_windows(now, opens, closes), WINDOWS_AHEAD))
    return Office(opens, closes, windows, windows[0].start <= now)
