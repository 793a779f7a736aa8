"""What a meeting can be, and the ready-made questions for one: `kinds.toml` and `questions.toml`, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from companion.language.text import Text


@dataclass(frozen=True)
class Kind:
    """One kind of meeting; `minutes` and `form` are what a booking begins with."""

    code: str
    icon: str
    minutes: int
    form: str
    place: bool
    summary: bool
    words: Text


@dataclass(frozen=True)
class ReadyQuestion:
    """A question in every language, with its picture."""

    code: str
    icon: str
    words: Text


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of meeting, by code, in the order of the file."""
    return {code: Kind(code=code, **row) for code, row in _table("kinds.toml").items()}


@cache
def questions() -> dict[str, ReadyQuestion]:
    """Every ready-made question, by code, in the order of the file."""
    return {code: ReadyQuestion(code=code, **row) for code, row in _table("questions.toml").items()}


def has_summary(code: str | None) -> bool:
    """Whether what was agreed at such a meeting is written down; a meeting of no kind has none."""
    found = kinds().get(code or "")
    return found is not None and found.summary


def _table(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
