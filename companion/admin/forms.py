"""What is typed in the forms of administration: days, hours, ids, and names in several languages."""

import uuid
from collections.abc import Mapping
from datetime import date, time

from companion.accounts.service import Hours
from companion.foundation.errors import N_, Invalid
from companion.language.offered import offered_codes
from companion.language.table import SOURCE, Language, language
from companion.language.text import Text

DIGITS = 5  # of a page's number


class DayMissing(Invalid):
    """A day as date fields send it."""

    sentence = N_("Vælg en dag.")


class HoursWrong(Invalid):
    """From an hour until a later one."""

    sentence = N_("Skriv to klokkeslæt. Det sidste skal ligge efter det første.")


def day(typed: str) -> date:
    """An ISO day. Raises DayMissing."""
    found = day_or_none(typed)
    if found is None:
        raise DayMissing
    return found


def day_or_none(typed: str) -> date | None:
    """An ISO day; None for nothing. Raises DayMissing for anything else."""
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise DayMissing from None


def hours(start: str, end: str) -> Hours | None:
    """When to call; None when neither is typed. Raises HoursWrong."""
    if not start.strip() and not end.strip():
        return None
    try:
        found = Hours(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))
    except ValueError:
        raise HoursWrong from None
    if found.start.tzinfo or found.end.tzinfo or found.start >= found.end:
        raise HoursWrong
    return found


def key(typed: str) -> uuid.UUID | None:
    """An id; None for anything else."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None


def number(typed: str) -> int:
    """The page asked for, from 0; anything that is no small number is the first."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= DIGITS else 0


def text(typed: Mapping[str, str], field: str) -> Text:
    """`name_da`, `name_ar`, … as a text in these languages."""
    return {one.code: typed.get(f"{field}_{one.code}", "") for one in written_in()}


def written_in() -> list[Language]:
    """The languages a name can be written in here, Danish first."""
    codes = dict.fromkeys((SOURCE, *offered_codes()))
    return [language(code) for code in codes]
