"""Content in the languages its own files do not carry: one catalogue a language, `content.po`, by the Danish text.

The files of content say Danish and the languages most asked for side by side; eight more would make them unreadable.
"""

from collections.abc import Mapping
from functools import cache

from babel.messages.pofile import read_po

from companion.foundation import places

FILE = "content.po"


@cache
def said(code: str) -> Mapping[str, str]:
    """Danish text → how this language says it; empty for a language without such a catalogue."""
    path = places.translations() / code / "LC_MESSAGES" / FILE
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        found = read_po(file, locale=code)
    return {str(one.id): str(one.string) for one in found if one.id and one.string and not one.fuzzy}
