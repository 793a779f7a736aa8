"""Words of the Danish system (`translations/glossary/`): the Danish word is kept, explained in each language."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from companion.foundation import places
from companion.language import overlays
from companion.language.overlays import Overlay
from companion.language.provenance import Provenance, of
from companion.language.table import SOURCE, languages
from companion.language.text import Text, danish_of
from companion.language.words import BOUND

FIELDS = ("word", "text")  # of a word, said in each language
TOPICS = {  # topic → pictogram, in the order of the page
    "people": "people",
    "money": "coin",
    "letters": "book",
    "rights": "shield",
    "work": "work",
    "health": "health",
    "everyday": "everyday",
}


@dataclass(frozen=True)
class Term:
    """One word: Danish as on letters and doors, the reader's own word for it, and what it means."""

    id: str
    topic: str
    danish: str
    word: str  # in `language`
    text: str  # in `language`
    forms: tuple[str, ...]  # every form a page in that language may say it by
    language: str  # a code; Danish where the wanted language does not explain it yet

    def says(self, sought: str) -> bool:
        """Whether what somebody looks for stands in it, in Danish or in the own language."""
        return any(sought.casefold() in text.casefold() for text in (self.danish, self.word, self.text, *self.forms))


def terms(code: str) -> tuple[Term, ...]:
    """Every word as a reader of this language gets it, in the order of the topics."""
    return terms_of(code, overlays.current(code))


@lru_cache(BOUND)
def terms_of(code: str, overlay: Overlay) -> tuple[Term, ...]:
    """The words of one language with what translators wrote here lying over the file."""
    own = _file(code)
    made = [
        _term(key, danish, _worded(danish, own.get(key), overlay), code) for key, danish in _words_of(_file(SOURCE))
    ]
    return tuple(sorted(made, key=lambda term: list(TOPICS).index(term.topic)))


def by_topic(code: str, sought: str = "") -> dict[str, Sequence[Term]]:
    """The words that say `sought` (all of them without), by topic; a topic without any is left out."""
    found = [term for term in terms(code) if term.says(sought.strip())]
    topics = {topic: [term for term in found if term.topic == topic] for topic in TOPICS}
    return {topic: inside for topic, inside in topics.items() if inside}


def texts() -> Sequence[Text]:
    """Every word and every explanation in all the languages that have it, for translators."""
    codes = [code for code in languages() if _file(code)]
    keys = [key for key, _row in _words_of(_file(SOURCE))]
    return [{code: _file(code)[key][field] for code in codes if key in _file(code)} for key in keys for field in FIELDS]


def provenance(code: str) -> Provenance:
    """Where the explanations of one language come from: read through before they shipped, or all of them here."""
    return of(_danish(), code, shipped(code))


def shipped(code: str) -> Provenance:
    """What the file of a language says of itself."""
    own = _file(code)
    return ("human-reviewed" if own.get("reviewer") else "unreviewed") if own else "missing"


@cache
def _danish() -> frozenset[str]:
    return danish_of(*texts())


def _term(key: str, danish: dict[str, Any], own: dict[str, Any] | None, code: str) -> Term:
    said = danish | (own or {})
    forms = (danish["word"], *danish["forms"], said["word"], *said["forms"])
    told_in = code if own else SOURCE
    return Term(key, danish["topic"], danish["word"], said["word"], said["text"], tuple(dict.fromkeys(forms)), told_in)


def _worded(danish: dict[str, Any], own: dict[str, Any] | None, overlay: Overlay) -> dict[str, Any] | None:
    """What a language says for one word; None until both the word and its explanation are said."""
    said = {"forms": (), **(own or {})} | {name: here for name in FIELDS if (here := overlay.one(danish[name]))}
    return said if all(name in said for name in FIELDS) else None


def _words_of(file: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(key, row) for key, row in file.items() if isinstance(row, dict)]


@cache
def _file(code: str) -> dict[str, Any]:
    path = places.translations() / "glossary" / f"{code}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
