"""Where the words of a language come from, told to the reader by a small mark."""

import tomllib
from functools import cache
from typing import Literal

from companion.foundation import places
from companion.language.table import SOURCE, Language, languages

Provenance = Literal["human-reviewed", "unreviewed", "missing"]


@cache
def of_interface(code: str) -> Provenance:
    """The provenance of the interface texts of one language (`translations/<code>/provenance.toml`)."""
    if code == SOURCE:
        return "human-reviewed"
    path = places.translations() / code / "provenance.toml"
    if not path.is_file():
        return "missing"
    reviews = tomllib.loads(path.read_text(encoding="utf-8"))
    return "human-reviewed" if reviews.get("reviewer") else "unreviewed"


def mark_for(wanted: str | None, shown: Language) -> Provenance | None:
    """The mark a page needs: `missing` when Danish stands in for the wanted language, `unreviewed`, or none."""
    if wanted in languages() and wanted != shown.code:
        return "missing"
    state = of_interface(shown.code)
    return None if state == "human-reviewed" else state
