"""Checks the file of a wording before it is imported; each fault is one sentence that says what to do."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from companion.checkins.instruments import STATUSES, WHO5, Wording, made
from companion.checkins.who5 import HIGHEST_ANSWER, ITEMS
from companion.language.checking import JOINERS
from companion.language.table import languages

LARGEST_FILE = 65_536  # bytes; a whole wording has three thousand
LONGEST = {"version": 20, "source": 600, "licence": 600, "instruction": 600, "items": 200, "answers": 80}  # letters
TEXTS = ("version", "status", "source", "licence", "instruction")
KEYS = {*TEXTS, "checked", "items", "answers"}
HOW_MANY = {"items": len(ITEMS), "answers": HIGHEST_ANSWER + 1}
SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "fa_AF": "ARABIC", "ps": "ARABIC", "uk": "CYRILLIC", "ti": "ETHIOPIC"}
AT_ANY_TIME = {
    "ar": {"في أي وقت", "في اي وقت"}
}  # copies go round whose lowest answer says the opposite of “at no time”
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")
_MARKUP = re.compile(r"[<>]|&(#\w+|\w+);")


class WordingFault(Exception):
    """The file cannot be imported; the message says why and what to do."""


def read(path: Path, *, language: str, instrument: str = WHO5) -> Wording:
    """The wording in this file. Raises WordingFault."""
    known = languages()
    if language not in known:
        raise WordingFault(f"{language} is no language of ours. Give --language with one of: {', '.join(known)}.")
    written = _parsed(path)
    _check_shape(written)
    found = made(written, instrument=instrument, language=language)
    for fault in _faults(found):
        raise WordingFault(fault)
    return found


def lines(found: Wording) -> list[str]:
    """The wording line by line, as `show` and the diff print it; the numbers are what an answer counts."""
    checked = "yes" if found.checked else "no"
    told = [f"version: {found.version}", f"status: {found.status}", f"checked against the official form: {checked}"]
    told += [f"source: {found.source}", f"licence: {found.licence}", f"instruction: {found.instruction}"]
    told += [f"statement {place}: {text}" for place, text in enumerate(found.items, start=1)]
    return told + [f"answer {len(found.answers) - place}: {text}" for place, text in enumerate(found.answers, start=1)]


def _parsed(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST_FILE:
        raise WordingFault(f"{path.name} is larger than {LARGEST_FILE} bytes. A wording is a short text file.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise WordingFault(f"{path.name} is not UTF-8. Save it as UTF-8 and try again.") from None
    except tomllib.TOMLDecodeError as fault:
        raise WordingFault(f"{path.name} is not TOML: {fault}. Compare with: companion instrument show da") from None


def _check_shape(written: dict[str, Any]) -> None:
    missing, unknown = sorted(KEYS - set(written)), sorted(set(written) - KEYS)
    if missing:
        raise WordingFault(f"{', '.join(missing)} is missing. Add it; see: companion instrument show da --file")
    if unknown:
        raise WordingFault(f"{', '.join(unknown)} is not known here. Take it out.")
    for key in TEXTS:
        if not isinstance(written[key], str):
            raise WordingFault(f"{key} is no text. Put it in quotation marks.")
    if not isinstance(written["checked"], bool):
        raise WordingFault(
            "checked is neither true nor false. Say true once somebody held it against the official form."
        )
    for key, number in HOW_MANY.items():
        given = written[key]
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given) or len(given) != number:
            raise WordingFault(f"{key} is not a list of {number} texts. Copy all {number}, in the order of the form.")


def _faults(found: Wording) -> Iterator[str]:
    if not _VERSION.fullmatch(found.version):
        yield f"version {found.version!r} is no number. Write a whole number such as 2, or 2.1."
    if found.status not in STATUSES or found.status == "interpreted":
        yield f"status is {found.status!r}. A text is one of: official, validated, unofficial."
    for place, text in _places(found):
        yield from _text_faults(place, text)
    for key, texts in (("items", found.items), ("answers", found.answers)):
        if len(set(texts)) != len(texts):
            yield f"two {key} are the same. Compare them with the form."
    yield from _language_faults(found)


def _places(found: Wording) -> Iterator[tuple[str, str]]:
    yield from ((key, getattr(found, key)) for key in TEXTS)
    yield from ((f"items {place}", text) for place, text in enumerate(found.items, start=1))
    yield from ((f"answers {place}", text) for place, text in enumerate(found.answers, start=1))


def _text_faults(place: str, text: str) -> Iterator[str]:
    longest = LONGEST.get(place.partition(" ")[0], LONGEST["source"])
    if not text.strip():
        yield f"{place} is empty. Copy it from the form."
    if text != text.strip():
        yield f"{place} begins or ends with a space. Take it away."
    if len(text) > longest:
        yield f"{place} has {len(text)} letters, at most {longest} are taken. Did two texts run together?"
    if _MARKUP.search(text):
        yield f"{place} contains HTML. Copy the words alone."
    hidden = [letter for letter in text if unicodedata.category(letter)[0] == "C" and letter not in JOINERS]
    if hidden:
        yield f"{place} contains the invisible sign U+{ord(hidden[0]):04X} (direction or control). Type the text anew."


def _language_faults(found: Wording) -> Iterator[str]:
    script = SCRIPTS.get(found.language, "LATIN")
    letters = [one for text in (found.instruction, *found.items, *found.answers) for one in text if one.isalpha()]
    written_so = [one for one in letters if unicodedata.name(one, "").startswith(script)]
    if len(written_so) * 2 < len(letters):
        yield f"the text is not in the script of {found.language} ({script.lower()}). Is --language right?"
    if found.answers[-1].strip(" .") in AT_ANY_TIME.get(found.language, ()):
        yield "the last answer says “at any time”, not “at no time”: a copy known to be wrong. Take the official form."
