"""Where the words of a language come from, told to the reader by a small mark."""

import tomllib
from functools import cache, lru_cache
from typing import Literal

from companion.foundation import places
from companion.language import overlays
from companion.language.overlays import Overlay
from companion.language.table import SOURCE, Language, languages
from companion.language.words import BOUND, texts_of

Provenance = Literal["human-reviewed", "unreviewed", "missing"]


def of_interface(code: str) -> Provenance:
    """The provenance of the interface texts of one language: read through before it shipped, or all of it here."""
    shipped = _shipped(code)
    if shipped != "human-reviewed" and _is_all_reviewed(code, overlays.current(code)):
        return "human-reviewed"
    return shipped


@lru_cache(BOUND)
def _is_all_reviewed(code: str, overlay: Overlay) -> bool:
    if not overlay.reviewed:
        return False
    danish = texts_of(code)
    return bool(danish) and danish <= overlay.reviewed


@cache
def _shipped(code: str) -> Provenance:
    """What `translations/<code>/provenance.toml` says."""
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
