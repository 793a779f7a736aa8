"""When an entry counts as old, when it opens next, and what may stand in its texts. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from companion.language.text import Text
from companion.plan.measure import Measure, OpenHours

# Case S27: copies of a directory go stale unseen. Numbers and waiting times change with the half-year's budget and
# timetable; help lines are asked about as often.
VERIFY_AFTER_DAYS = 180
WEEKDAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")  # as a municipality writes opening hours
FEWEST_DIGITS, MOST_DIGITS = 3, 15  # 112; ITU-T E.164
_OPENING = re.compile(r"^(\w{3})\w* (\d{1,2})[.:](\d{2})-(\d{1,2})[.:](\d{2})$")
_PHONE = re.compile(r"^\+?\d[\d ]*$", re.ASCII)
_MARKUP = re.compile(r"[<>]|&#?\w+;")
# Unicode's directional marks (UAX 9): a text that turns its neighbours round. Joiners are letters' own, and stay.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def is_stale(verified_on: date, day: date) -> bool:
    """Whether nobody has asked the owner for more than `VERIFY_AFTER_DAYS` days."""
    return (day - verified_on).days > VERIFY_AFTER_DAYS


def hours_of(words: str) -> tuple[OpenHours, ...] | None:
    """`man 13.00-15.00; tor 9.00-12.00` as openings in the order of the week; None if it is anything else."""
    found = [_opening(part.strip()) for part in words.split(";") if part.strip()]
    openings = [one for one in found if one is not None]
    return tuple(sorted(openings)) if len(openings) == len(found) else None


def next_opening(hours: Sequence[OpenHours], now: datetime) -> datetime | None:
    """The moment it opens next, in the zone of `now` (a Danish wall clock); `now` itself while it is open."""
    days = (now.date() + timedelta(days=number) for number in range(8))
    slots = ((day, one) for day in days for one in sorted(hours) if one.weekday == day.weekday())
    coming = ((day, one) for day, one in slots if datetime.combine(day, one.end, tzinfo=now.tzinfo) > now)
    first = next(coming, None)
    return None if first is None else max(now, datetime.combine(first[0], first[1].start, tzinfo=now.tzinfo))


def is_phone(number: str) -> bool:
    """Whether a number can be dialled: digits and spaces, at most a plus before them."""
    return bool(_PHONE.match(number)) and FEWEST_DIGITS <= sum(map(str.isdigit, number)) <= MOST_DIGITS


def unfit(words: str) -> str | None:
    """Why a text may not stand on a page, or None: markup, marks that turn text round, control characters."""
    if _MARKUP.search(words):
        return "holds markup; write plain words"
    if _TURNS.search(words):
        return "holds an invisible mark that turns text round; type it again"
    return "holds a control character; type it again" if _CONTROL.search(words) else None


def tells_of(measure: Measure, more: Iterable[Text], words: str) -> bool:
    """Whether every one of these words stands in the measure's texts, in whichever language; `more` are its type's."""
    texts = (measure.title, measure.about, measure.owner, measure.place or {}, *more)
    told = " ".join([measure.kl_term or "", *(said for text in texts for said in text.values())]).casefold()
    return all(word in told for word in words.casefold().split())


def _opening(words: str) -> OpenHours | None:
    found = _OPENING.match(words.lower())
    if found is None or found[1] not in WEEKDAYS:
        return None
    try:
        start, end = time(int(found[2]), int(found[3])), time(int(found[4]), int(found[5]))
    except ValueError:
        return None
    return OpenHours(WEEKDAYS.index(found[1]), start, end) if start < end else None
