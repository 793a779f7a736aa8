"""The wording of instruments: locked, versioned files with their own licence, `translations/instruments/`."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Literal

from companion.foundation import places

Status = Literal["official", "validated", "unofficial", "interpreted"]
NEEDS_SWITCH: frozenset[Status] = frozenset({"unofficial"})  # off until the municipality switches it on


@dataclass(frozen=True)
class Wording:
    """One instrument in one language, quoted exactly; `answers` go from the highest value to 0."""

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

    @property
    def digest(self) -> str:
        """SHA-256 over everything a citizen reads; a changed letter is another wording."""
        read = "\n".join((self.instruction, *self.items, *self.answers))
        return hashlib.sha256(read.encode()).hexdigest()


@cache
def wording(instrument: str, language: str) -> Wording | None:
    """The wording in one language, or None if we have none."""
    path = places.translations() / "instruments" / instrument / f"{language}.toml"
    if not path.is_file():
        return None
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    items, answers = tuple(written.pop("items")), tuple(written.pop("answers"))
    return Wording(instrument=instrument, language=language, items=items, answers=answers, **written)


def languages_of(instrument: str) -> list[str]:
    """The languages an instrument has a wording in."""
    return sorted(path.stem for path in (places.translations() / "instruments" / instrument).glob("*.toml"))
