"""The wording of instruments: locked, versioned files with their own licence, `translations/instruments/`."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from companion.foundation import places

Status = Literal["official", "validated", "unofficial", "interpreted"]
STATUSES: tuple[Status, ...] = get_args(Status)
NEEDS_SWITCH: frozenset[Status] = frozenset({"unofficial"})  # off until the municipality switches it on
WHO5 = "who5"
FIRST_VERSION = (0,)  # before any that is written


@dataclass(frozen=True)
class Wording:
    """One instrument in one language, quoted exactly; `answers` go from the highest value to 0.

    `interpreted` has no text: the check-in is a talk with an interpreter. `imported` is a municipality's own copy.
    """

    instrument: str
    version: str
    language: str
    status: Status
    source: str
    checked: bool
    licence: str
    instruction: str
    items: tuple[str, ...]
    answers: tuple[str, ...]
    imported: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 over everything a citizen reads; a changed letter is another wording."""
        read = "\n".join((self.instruction, *self.items, *self.answers))
        return hashlib.sha256(read.encode()).hexdigest()

    @property
    def is_whole(self) -> bool:
        """Whether it can be answered: without its instruction nobody knows which two weeks are meant."""
        return bool(self.instruction and self.items and self.answers)

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers, so that 10 comes after 9."""
        return number_of(self.version)


def number_of(version: str) -> tuple[int, ...]:
    """A version such as 2 or 2.1 as numbers; anything else comes before every version."""
    parts = version.split(".")
    return tuple(map(int, parts)) if all(part.isascii() and part.isdigit() for part in parts) else FIRST_VERSION


@cache
def shipped(instrument: str, language: str) -> Wording | None:
    """What Companion ships for one language, also where that is no text, only the reason why not."""
    path = places.translations() / "instruments" / instrument / f"{language}.toml"
    if not path.is_file():
        return None
    return made(tomllib.loads(path.read_text(encoding="utf-8")), instrument=instrument, language=language)


def wording(instrument: str, language: str) -> Wording | None:
    """The shipped wording in one language, or None if there is no text of it."""
    found = shipped(instrument, language)
    return found if found is not None and found.items else None


def made(written: Mapping[str, Any], *, instrument: str, language: str) -> Wording:
    """The wording that stands in a file; `wording_checks` says beforehand whether it is right."""
    rest = dict(written)
    items, answers = tuple(rest.pop("items")), tuple(rest.pop("answers"))
    return Wording(instrument=instrument, language=language, items=items, answers=answers, **rest)


def languages_of(instrument: str) -> list[str]:
    """The languages an instrument has a shipped text in."""
    return [code for code in files_of(instrument) if wording(instrument, code) is not None]


def files_of(instrument: str) -> list[str]:
    """The languages an instrument has a file for, with text or with the reason why there is none."""
    return sorted(path.stem for path in (places.translations() / "instruments" / instrument).glob("*.toml"))
