"""Turns the values of an own copy into lines to read: a label, what kind of value it is, and the value."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from companion.accounts.rules import STAFF
from companion.foundation.clock import danish
from companion.foundation.copies import Entry
from companion.language.table import SOURCE, language
from companion.me.own_copy import OwnCopy
from companion.me.own_copy_labels import FROM_OUTSIDE, LABELS
from companion.me.own_copy_sections import SECTIONS
from companion.me.own_copy_values import VALUES

DAYS = ("_on", "_date", "valid_from", "valid_to")
DAYS_FROM_OUTSIDE = ("on", "until")
LANGUAGES = (
    "language",
    "interpreter_language",
    "read_aloud_in",
    "agreed_language",
    "answered_in",
    "own_words_language",
)
ROLES = ("role", "actor_role", "owner_role", "rater_role", "by_role", "answered_role", "sender_role")


@dataclass(frozen=True)
class Line:
    """One value: `kind` is moment, day, text, language, answers, ratings, role, words, yes, no, plain or within.

    `within` is what another system wrote: its value is lines again.
    """

    label: str
    kind: str
    value: Any


def sections(copy: OwnCopy) -> Iterator[tuple[str, str, list[list[Line]]]]:
    """Table, heading and entries; empty tables are left out, technical keys too: the JSON file has them."""
    tables = copy.tables()
    for table, heading in SECTIONS.items():
        entries = [lines for lines in map(lines_of, tables.get(table, [])) if lines]
        if entries:
            yield table, heading, entries


def lines_of(entry: Entry) -> list[Line]:
    """The lines of one entry; what is empty has none."""
    shown = ((key, value) for key, value in entry.items() if value is not None and not _is_key(key, value))
    return [Line(_label(key), *_told(key, value)) for key, value in shown]


def _label(key: str) -> str:
    return LABELS.get(key) or FROM_OUTSIDE.get(key, key)


def _is_key(key: str, value: Any) -> bool:
    if key == "id" or not isinstance(value, str):
        return key == "id"
    try:
        return bool(uuid.UUID(value))
    except ValueError:
        return False


def _told(key: str, value: Any) -> tuple[str, Any]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "ratings", value
    if isinstance(value, list):
        return "plain", ", ".join(map(str, value))
    if isinstance(value, bool):
        return ("yes" if value else "no"), value
    if key == "answers":
        return "answers", list(value.values())
    if isinstance(value, dict):
        return ("text", value) if SOURCE in value else ("within", lines_of(value))
    return _word(key, value) or _time_or_plain(key, value)


def _word(key: str, value: Any) -> tuple[str, Any] | None:
    if key in LANGUAGES:
        return "language", language(value)
    if key in ROLES and value in STAFF:
        return "role", value
    return ("words", VALUES[key][value]) if value in VALUES.get(key, {}) else None


def _time_or_plain(key: str, value: Any) -> tuple[str, Any]:
    if key == "at" or key.endswith("_at"):
        return "moment", danish(datetime.fromisoformat(value))
    if key in DAYS_FROM_OUTSIDE or key.endswith(DAYS):
        return "day", date.fromisoformat(value)
    return "plain", value
