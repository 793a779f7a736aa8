"""How a wording will look: its placeholders filled with examples, and which numbers use which plural form."""

import re
from collections.abc import Sequence

from companion.language import words
from companion.language.checking import PLACEHOLDER

TRIED = (0, 1, 2, 3, 5, 11, 21, 100)  # between them they reach every form of our languages (CLDR)
EXAMPLES = {"n": "5", "time": "14.30", "day": "3. 12.", "name": "Amina", "year": "2026"}
_NAME = re.compile(r"[A-Za-z_]+")


def filled(form: str) -> str:
    """The wording with something in every place; only for the eye."""
    return PLACEHOLDER.sub(_example, form)


def places(danish: str) -> Sequence[str]:
    """What a translation of this text has to keep, as it is written there."""
    return list(dict.fromkeys(PLACEHOLDER.findall(danish)))


def numbers(code: str) -> Sequence[Sequence[int]]:
    """For every plural form, some numbers that use it."""
    found: dict[int, list[int]] = {}
    for number in TRIED:
        found.setdefault(words.plural_form(code, number), []).append(number)
    return [found[form] for form in sorted(found)]


def _example(place: re.Match[str]) -> str:
    if place[0] == "%%":
        return "%"
    name = _NAME.search(place[0])
    return EXAMPLES.get(name[0] if name else "", "…")
