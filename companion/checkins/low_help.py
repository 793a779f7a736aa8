"""The help after a low number: texts about safety, with who has signed them and who has read a language through."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from companion.foundation.errors import N_
from companion.language.overlays import NOTHING
from companion.language.provenance import Provenance, shipped
from companion.language.reviews import Review
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.language.words import bound, texts_of

SIGNED = Path(__file__).with_name("low_help.toml")
SENTENCES: Mapping[str, str] = {
    "talk": N_("Mange har det sådan. Det hjælper at tale med nogen."),
    "doctor": N_("Du kan også ringe til din egen læge."),
    "danger": N_("Ingen læser dit svar med det samme. Er der fare for liv, så ring 112."),
}


@dataclass(frozen=True)
class LowHelp:
    """The sentences by key, in Danish and in one language, whose shipped ones are as `shipped` says."""

    texts: Mapping[str, Text]
    shipped: Provenance
    review: Review | None  # None until a professional has signed them


@cache
def low_help(code: str) -> LowHelp:
    """What a reader of this language gets; what translators wrote here lies over it, as over every text."""
    texts = {key: {SOURCE: danish, **_said(danish, code)} for key, danish in SENTENCES.items()}
    return LowHelp(texts, shipped(code), review_in(SIGNED))


def review_in(file: Path) -> Review | None:
    """Who has signed in this file; raises KeyError or TypeError for half a signature."""
    signed = tomllib.loads(file.read_text(encoding="utf-8")).get("review")
    if signed is None:
        return None
    on: date = signed["on"]
    return Review(signed["role"], on.isoformat(), signed["source"])


def _said(danish: str, code: str) -> Text:
    said = code != SOURCE and danish in texts_of(code)
    return {code: str(bound(code, NOTHING).plain(danish).unescape())} if said else {}
