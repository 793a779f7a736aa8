"""Consent texts: versioned, per language, under `translations/consents/<purpose>/<language>.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache

from companion.foundation import places


@dataclass(frozen=True)
class ConsentText:
    """What a citizen reads before she says yes, in one language and version."""

    purpose: str
    language: str
    version: int
    title: str
    what: str
    to_whom: str
    not_shared: str
    if_no: str
    until: str
    stop: str


@cache
def consent_text(purpose: str, language: str) -> ConsentText | None:
    """The text of one purpose in one language, or None if there is none."""
    path = places.translations() / "consents" / purpose / f"{language}.toml"
    if not path.is_file():
        return None
    return ConsentText(purpose=purpose, language=language, **tomllib.loads(path.read_text(encoding="utf-8")))


def languages_of(purpose: str) -> list[str]:
    """The languages a purpose has a text in."""
    return sorted(path.stem for path in (places.translations() / "consents" / purpose).glob("*.toml"))
