"""Which language a reader gets: the person's own, else the one chosen on this phone, else what the browser asks for."""

from collections.abc import Iterable

from companion.language.table import SOURCE, Language, languages, readable


def choose(*, own: str | None, chosen: str | None, asked: Iterable[str], offered: Iterable[str]) -> Language:
    """The first of these that we can show; a browser's wish counts only among the offered languages."""
    for code in (own, chosen):
        if code in languages():
            return readable(code)
    possible = set(offered)
    for tag in asked:
        found = _code_of(tag)
        if found in possible:
            return readable(found)
    return readable(SOURCE)


def _code_of(tag: str) -> str | None:
    wanted = tag.replace("_", "-").lower()
    for code, row in languages().items():
        if wanted in (row.html, code.replace("_", "-").lower()):
            return code
    main = wanted.split("-")[0]
    return main if main in languages() else None
