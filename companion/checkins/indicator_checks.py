"""Checks the file of an indicator set before it is imported; each fault is one sentence that says what to do."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from companion.checkins.indicators import MONTHS_BETWEEN
from companion.checkins.scale import LARGEST, SMALLEST
from companion.checkins.wording_checks import LARGEST_FILE
from companion.language.checking import JOINERS
from companion.language.table import SOURCE, languages

KEYS = {"key", "version", "lowest", "source", "provenance", "step", "indicator"}
OPTIONAL = frozenset({"months_between"})
PARTS = {"step": {"name"}, "indicator": {"key", "name", "question"}}
MOST = 20  # indicators: more is a questionnaire nobody finishes
LONGEST = 160  # letters of one text
LOWEST = (0, 1)
RHYTHMS = range(1, 13)  # calendar months from one answer to the next
PROVENANCES = ("source", "human-reviewed", "unreviewed")
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")


class IndicatorFault(Exception):
    """The file cannot be imported; the message says why and what to do."""


def read(path: Path) -> dict[str, Any]:
    """What stands in this file, checked. Raises IndicatorFault."""
    written = _parsed(path)
    for fault in _faults(written):
        raise IndicatorFault(fault)
    return written


def _parsed(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST_FILE:
        raise IndicatorFault(f"the file is larger than {LARGEST_FILE} bytes. A set is a short text file.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise IndicatorFault("the file is not UTF-8. Save it as UTF-8 and try again.") from None
    except tomllib.TOMLDecodeError as fault:
        raise IndicatorFault(
            f"the file is not TOML: {fault}. See: companion instrument indicators show --file"
        ) from None


def _faults(written: dict[str, Any]) -> Iterator[str]:
    yield from _wrong_keys("the file", written, KEYS, OPTIONAL)
    if not isinstance(written["key"], str) or not _KEY.fullmatch(written["key"]):
        yield "key is no short name. Use small letters, digits and hyphens, such as our-town."
    if type(written["version"]) is not int or written["version"] < 1:
        yield "version is no whole number from 1. Raise it with every change."
    if type(written["lowest"]) is not int or written["lowest"] not in LOWEST:
        yield "lowest is neither 0 nor 1. Say which number the first step has."
    yield from _rhythm(written)
    yield from _text("source", written["source"])
    yield from _provenance(written["provenance"])
    yield from _rows("step", written["step"], SMALLEST, LARGEST)
    yield from _rows("indicator", written["indicator"], 1, MOST)
    keys = [one["key"] for one in written["indicator"]]
    if len(set(keys)) != len(keys):
        yield "two indicators have the same key. Give each its own."


def _wrong_keys(place: str, written: Any, wanted: set[str], optional: frozenset[str] = frozenset()) -> Iterator[str]:
    if not isinstance(written, dict):
        yield f"{place} is no table. See: companion instrument indicators show --file"
    elif set(written) - optional != wanted:
        odd = ", ".join(sorted((set(written) - optional) ^ wanted))
        yield f"{place}: {odd} is missing or not known. There have to be: {', '.join(sorted(wanted))}."


def _rhythm(written: dict[str, Any]) -> Iterator[str]:
    months = written.get("months_between", MONTHS_BETWEEN)
    if type(months) is not int or months not in RHYTHMS:
        yield f"months_between is no whole number from {RHYTHMS[0]} to {RHYTHMS[-1]}. Say how many months lie between."


def _provenance(written: Any) -> Iterator[str]:
    if not isinstance(written, dict) or SOURCE not in written:
        yield f"provenance has to name each language, {SOURCE} first. Write: [provenance] and below it {SOURCE} = …"
        return
    for code, state in written.items():
        if code not in languages():
            yield f"provenance: {code} is no language of ours. There are: {', '.join(languages())}."
        if state not in PROVENANCES:
            yield f"provenance of {code} is {state!r}. Say one of: {', '.join(PROVENANCES)}."


def _rows(name: str, rows: Any, fewest: int, most: int) -> Iterator[str]:
    if not isinstance(rows, list) or not fewest <= len(rows) <= most:
        yield f"there have to be {fewest} to {most} of [[{name}]]. Add or take away some."
        return
    for place, row in enumerate(rows, start=1):
        yield from _wrong_keys(f"{name} {place}", row, PARTS[name])
        for key, text in row.items():
            if key == "key":
                if not isinstance(text, str) or not _KEY.fullmatch(text):
                    yield f"{name} {place}: key is no short name. Use small letters, digits and hyphens."
            else:
                yield from _texts(f"{name} {place}: {key}", text)


def _texts(place: str, texts: Any) -> Iterator[str]:
    if not isinstance(texts, dict) or SOURCE not in texts:
        yield f"{place} has no Danish text. Write it as {{ da = “…”, en = “…” }}."
        return
    for code, text in texts.items():
        if code not in languages():
            yield f"{place}: {code} is no language of ours. There are: {', '.join(languages())}."
        yield from _text(f"{place} in {code}", text)


def _text(place: str, text: Any) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield f"{place} is empty. Write a short sentence."
        return
    if len(text) > LONGEST:
        yield f"{place} has {len(text)} letters, at most {LONGEST} are read. Say it shorter."
    if re.search(r"[<>]|&(#\w+|\w+);", text):
        yield f"{place} contains HTML. Write the words alone."
    if any(unicodedata.category(one)[0] == "C" and one not in JOINERS for one in text):
        yield f"{place} contains an invisible sign (direction or control). Type it anew."
