"""Words bound to one language: catalogues are read once and looked up without a request."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from typing import Any

from markupsafe import Markup, escape

from companion.foundation import places
from companion.language import overlays
from companion.language.overlays import NOTHING, Overlay
from companion.language.table import SOURCE, Language, language

BOUND = 64  # every language of a few installations in one process, as tests have them
UNTRANSLATED = Markup('<span lang="da" dir="ltr">%s</span>')  # Danish shown, and marked as Danish


@dataclass(frozen=True)
class Words:
    """Looks up texts in one language; every answer is escaped already."""

    language: Language
    say: Callable[..., Markup]
    plain: Callable[..., Markup]
    count: Callable[..., Markup]


def words(code: str) -> Words:
    """The words of one language: `say` and `count` mark missing ones as Danish, `plain` is for attributes."""
    return bound(code, overlays.current(code))


@lru_cache(BOUND)
def bound(code: str, overlay: Overlay) -> Words:
    """The words of a language with what translators wrote here lying over the shipped catalogue."""
    reader = language(code)
    texts = _Texts(_catalogue(code), overlay)
    return Words(reader, texts.say, texts.plain, texts.count)


def catalogue_path(code: str) -> Any:
    """Where the compiled catalogue of a language lies."""
    return places.translations() / code / "LC_MESSAGES" / "messages.mo"


class _Texts:
    """The lookups behind `Words`; each text is fetched and escaped once."""

    def __init__(self, catalogue: NullTranslations, overlay: Overlay = NOTHING) -> None:
        self._catalogue = catalogue
        self._overlay = overlay
        self._said: dict[str, Markup] = {}
        self._plain: dict[str, Markup] = {}

    def say(self, danish: str, **values: Any) -> Markup:
        text = self._said.get(danish)
        if text is None:
            text = self._said[danish] = self._overlay.marked(danish, self._found(danish, self._mark))
        return text % values if values else text

    def plain(self, danish: str, **values: Any) -> Markup:
        text = self._plain.get(danish)
        if text is None:
            text = self._plain[danish] = self._found(danish, escape)
        return text % values if values else text

    def count(self, one: str, many: str, n: int, **values: Any) -> Markup:
        try:
            found = self._overlay.marked(one, escape(self._counted(one, many, n)))
        except LookupError:
            found = self._mark(one if n == 1 else many)
        return found % {"n": n, **values}

    def _counted(self, one: str, many: str, n: int) -> str:
        forms = self._overlay.forms.get(one)
        if forms:
            return forms[min(plural_index(self._catalogue, n), len(forms) - 1)]
        return self._catalogue.ngettext(one, many, n)

    def _found(self, danish: str, missing: Callable[[str], Markup]) -> Markup:
        own = self._overlay.one(danish)
        if own:
            return escape(own)
        try:
            return escape(self._catalogue.gettext(danish))
        except LookupError:
            return missing(danish)

    def _mark(self, danish: str) -> Markup:
        return UNTRANSLATED % danish


class _Missing(NullTranslations):
    """Stands behind every catalogue but the Danish one: a text that is not there raises, never passes unseen."""

    def gettext(self, message: str) -> str:
        raise LookupError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise LookupError(msgid1)


def plural_form(code: str, n: int) -> int:
    """Which plural form a language uses for a number."""
    return plural_index(_catalogue(code), n)


def plural_index(catalogue: NullTranslations, n: int) -> int:
    """Which of its plural forms a language uses for a number, by the header of its catalogue."""
    rule = getattr(catalogue, "plural", None)  # a GNUTranslations that has read a header has it
    return int(rule(n)) if rule else int(n != 1)


@cache
def texts_of(code: str) -> frozenset[str]:
    """Every Danish text that the shipped catalogue of a language says; of a counted one the first form."""
    said = vars(_catalogue(code)).get("_catalog", {})  # gettext keeps it there and has no other way to list it
    return frozenset(key if isinstance(key, str) else key[0] for key in said) - {""}


@cache
def _catalogue(code: str) -> NullTranslations:
    if code == SOURCE:
        return NullTranslations()
    path = catalogue_path(code)
    if not path.is_file():
        return _Missing()
    with path.open("rb") as file:
        catalogue = GNUTranslations(file)
    catalogue.add_fallback(_Missing())
    return catalogue
