"""What holds in a conversation with an interpreter: how long, which pages, where to point, how long a sign shows."""

import re
from datetime import datetime, timedelta

from companion.language.checking import is_shown

TALK_LIFE = timedelta(hours=2)  # from the moment the interpreter is let in; before that, from opening (DOMAIN)
CODE_LIFE = timedelta(hours=2)  # long enough to prepare; what it opens is nobody's
CODE_DIGITS = 6  # read out on the phone; who guesses one still has to be let in by name
SIGNAL_LIFE = timedelta(seconds=20)
MINUTES = (15, 30, 45, 60, 90)  # what can be expected; nothing ends by it
USUAL_MINUTES = 45
MODES = ("person", "phone", "video")
SIGNALS = ("stop", "slower", "unclear")
MOST_POINTS = 99  # no page has that many blocks
BLOCK = re.compile(r"[a-z0-9_-]{1,60}")  # an id on one of our pages
LONGEST_NAME, LONGEST_AGENCY = 80, 40  # letters
LONGEST_TOLD = 300  # letters: a sentence or two, said back
PICTURES = ("meet", "call", "send", "work", "learn", "care", "move", "wait", "others", "choice")  # what happens now
BY_TIME, BY_SIGN_OUT = "time", "sign-out"
INTERPRETER = "interpreter"

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
PAGES = {  # what can be read together: key → addresses, without the first slash
    "plan": re.compile(r"plan"),
    "appointments": re.compile(rf"appointments(/{_UUID})?"),
    "course": re.compile(r"course/\d{1,2}"),
    "consent": re.compile(r"me/sharing"),
    "check-in": re.compile(r"check-in/blank"),
    "help": re.compile(r"help"),
}
NEUTRAL = ("check-in", "help")  # nobody's: always there
CHOSEN = ("plan", "appointments", "course", "consent")  # hers: only those she shows in this conversation
CHOSEN_BEFOREHAND = ("plan", "appointments", "course")  # what she shares is shown only where she says so


def page_of(inner: str) -> str | None:
    """Which of the pages an address (without its first slash) is; None for any other."""
    return next((key for key, pattern in PAGES.items() if pattern.fullmatch(inner)), None)


def is_block(text: str) -> bool:
    """Whether this can be the id of a block."""
    return BLOCK.fullmatch(text) is not None


def ends_at(made_at: datetime, began_at: datetime | None) -> datetime:
    """When a conversation ends by itself."""
    return (began_at or made_at) + TALK_LIFE


def shown_signal(signal: str | None, since: datetime | None, now: datetime) -> str | None:
    """The sign that is still shown, if any."""
    return signal if signal and since and now - since < SIGNAL_LIFE else None


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes, a begun one counted: what an agency writes down."""
    return max(0, -int((start - end).total_seconds() // 60))


def is_agency(text: str) -> bool:
    """Whether this can be the number or name of an agency."""
    tags = "<" in text or ">" in text
    return 0 < len(text) <= LONGEST_AGENCY and any(map(str.isalnum, text)) and not tags and all(map(is_shown, text))


def is_name(text: str) -> bool:
    """Whether somebody can be called this, in any script: one line with a letter in it, and nothing that hides."""
    return 0 < len(text) <= LONGEST_NAME and any(map(str.isalpha, text)) and all(map(is_shown, text))
