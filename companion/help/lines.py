"""Reads the help lines (`lines.toml`); a municipality keeps its own with the same form."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from companion.language.text import Text

VERIFY_EVERY_DAYS = 180  # an unanswered number is worse than none


@dataclass(frozen=True)
class HelpLine:
    """One number to call, with its hours and the day somebody last checked it."""

    key: str
    region: str
    number: str
    verified_on: date
    low: bool
    name: Text
    hours: Text


@cache
def help_lines() -> Sequence[HelpLine]:
    """Every help line, in the order they should be read."""
    table = tomllib.loads(Path(__file__).with_name("lines.toml").read_text(encoding="utf-8"))
    return tuple(HelpLine(**row) for row in table["line"])


def low_lines() -> Sequence[HelpLine]:
    """The lines that stand beside a low check-in result."""
    return [line for line in help_lines() if line.low]


def stale(day: date) -> Sequence[HelpLine]:
    """The lines nobody has checked for half a year."""
    return [line for line in help_lines() if (day - line.verified_on).days > VERIFY_EVERY_DAYS]
