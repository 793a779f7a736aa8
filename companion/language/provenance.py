"""Where the words of a language come from, told to the reader by a small mark."""

import tomllib
from functools import cache, lru_cache
from typing import Literal

from companion.foundation import places
from companion.language import content, overlays
from companion.language.overlays import Overlay
from companion.language.table import SOURCE, Language, languages
from companion.language.text import Text
from companion.language.words import texts_of

REMEMBERED = 512  # answers: the texts of the pages and courses in every language, and the safety texts one by one
Provenance = Literal["human-reviewed", "unreviewed", "missing"]


def of_interface(code: str) -> Provenance:
    """The provenance of the interface texts of one language: read through before it shipped, or all of it here."""
    before = shipped(code)
    return of(texts_of(code), code, before) if overlays.current(code).forms else before


def of(danish: frozenset[str], code: str, shipped: Provenance) -> Provenance:
    """Where some texts come from in a language: what ships (`shipped`), and what translators wrote here over it.

    A wording saved here has to be read through here, whoever has read the words it lies over.
    """
    return "human-reviewed" if code == SOURCE else _with(danish, code, overlays.current(code), shipped)


def is_unread(text: Text, code: str, shipped: Provenance) -> bool:
    """Whether a language says this text in words that nobody has read through; Danish in its place needs no reader."""
    own = shipped if text.get(code) else "missing"
    return of(frozenset({text[SOURCE]}), code, own) == "unreviewed"


@lru_cache(REMEMBERED)
def _with(danish: frozenset[str], code: str, overlay: Overlay, before: Provenance) -> Provenance:
    here = overlay.forms.keys()
    if not danish or (before == "missing" and not danish <= here | content.said(code).keys()):
        return before
    if before == "missing" and not danish <= here:
        before = shipped(code)  # the catalogues of a language are read through together
    to_read = danish & here if before == "human-reviewed" else danish
    return "human-reviewed" if to_read <= overlay.reviewed else "unreviewed"


@cache
def shipped(code: str) -> Provenance:
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
