"""The table of languages (`translations/locales.toml`): codes, own names, direction and date pattern."""

import tomllib
from dataclasses import dataclass
from functools import cache

from companion.foundation import places

SOURCE = "da"  # every text is first written in Danish


@dataclass(frozen=True)
class Language:
    """One language: our `code`, the tag on the page, its direction and its own name (never a flag)."""

    code: str
    name: str
    html: str
    dir: str
    babel: str
    date: str
    source: bool = False
    catalogue: bool = True


@cache
def languages() -> dict[str, Language]:
    """Every language Companion knows, by code."""
    table = tomllib.loads((places.translations() / "locales.toml").read_text(encoding="utf-8"))
    return {code: Language(code=code, **row) for code, row in table.items()}


def language(code: str | None) -> Language:
    """The language with this code, or Danish for a code we do not know."""
    table = languages()
    return table.get(code or SOURCE, table[SOURCE])


def readable(code: str | None) -> Language:
    """The language the pages can be shown in: this one, or Danish while its texts are not here yet."""
    wanted = language(code)
    return wanted if wanted.catalogue else languages()[SOURCE]


def with_texts(codes: tuple[str, ...]) -> list[Language]:
    """The languages of `codes` whose texts are here, in that order."""
    return [known for known in (languages().get(code) for code in codes) if known and known.catalogue]
