"""Reads a file of help lines; whatever is wrong in it is one sentence at the start, not a fault when somebody calls."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from companion.foundation.config import WrongSetting
from companion.help.line import HelpLine
from companion.language.table import SOURCE, languages

TEXTS = ("key", "region", "number")
TRANSLATED = ("name", "hours")


@cache
def read(file: Path) -> Sequence[HelpLine]:
    """Every line of a file, read once per process. Raises WrongSetting with a sentence."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        rows = table["line"]
        for place, row in enumerate(rows, start=1):
            for fault in _faults(row):
                raise WrongSetting(f"COMPANION_HELP_LINES_FILE: {file}, line {place} ({row.get('key')}): {fault}")
        return tuple(HelpLine(**{**row, "languages": tuple(row["languages"])}) for row in rows)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError, KeyError, TypeError) as fault:
        raise WrongSetting(f"COMPANION_HELP_LINES_FILE: {file} cannot be used ({fault}).") from None


def _faults(row: Mapping[str, Any]) -> Iterator[str]:
    for key in TEXTS:
        if not isinstance(row.get(key), str) or not row[key].strip():
            yield f"{key} is missing or no text. Write it in quotation marks."
    if not isinstance(row.get("low"), bool):
        yield "low is neither true nor false."
    yield from _language_faults(row)
    rung = row.get("verified_on")
    if rung is not None and (not isinstance(rung, date) or isinstance(rung, datetime)):
        yield f"verified_on is no day. Write it without quotation marks and without a time, for example {_day(rung)}."


def _language_faults(row: Mapping[str, Any]) -> Iterator[str]:
    spoken = row.get("languages")
    known = languages()
    if not isinstance(spoken, list) or not spoken or not all(code in known for code in spoken):
        yield f"languages is no list of codes we know. Known are: {', '.join(known)}."
    for key in TRANSLATED:
        said = row.get(key)
        if not isinstance(said, dict) or not said.get(SOURCE) or not all(isinstance(one, str) for one in said.values()):
            yield f'{key} has no Danish text. Write it as {{ {SOURCE} = "…" }}.'


def _day(written: Any) -> str:
    try:
        return str(date.fromisoformat(str(written)[:10]))
    except ValueError:
        return "2026-11-22"
