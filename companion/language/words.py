"""Words bound to one language: catalogues are read once and looked up without a request."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import Any

from markupsafe import Markup, escape

from companion.foundation import places
from companion.language.table import SOURCE, Language, language

UNTRANSLATED = Markup('<span lang="da" dir="ltr">%s</span>')  # Danish shown, and marked as Danish


@dataclass(frozen=True)
class Words:
    """Looks up texts in one language; every answer is escaped already."""

    language: Language
    say: Callable[..., Markup]
    plain: Callable[..., Markup]
    count: Callable[..., Markup]


@cache
def words(code: str) -> Words:
    """The words of one language: `say` and `count` mark missing ones as Danish, `plain` is for attributes."""
    reader = language(code)
    catalogue = _catalogue(code)
    texts = _Texts(catalogue)
    return Words(reader, texts.say, texts.plain, texts.count)


def catalogue_path(code: str) -> Any:
    """Where the compiled catalogue of a language lies."""
    return places.translations() / code / "LC_MESSAGES" / "messages.mo"


class _Texts:
    """The lookups behind `Words`; each text is fetched and escaped once."""

    def __init__(self, catalogue: NullTranslations) -> None:
        self._catalogue = catalogue
        self._said: dict[str, Markup] = {}
        self._plain: dict[str, Markup] = {}

    def say(self, danish: str, **values: Any) -> Markup:
        text = self._said.get(danish)
        if text is None:
            text = self._said[danish] = self._found(danish, self._mark)
        return text % values if values else text

    def plain(self, danish: str, **values: Any) -> Markup:
        text = self._plain.get(danish)
        if text is None:
            text = self._plain[danish] = self._found(danish, escape)
        return text % values if values else text

    def count(self, one: str, many: str, n: int, **values: Any) -> Markup:
        try:
            found = escape(self._catalogue.ngettext(one, many, n))
        except LookupError:
            found = self._mark(one if n == 1 else many)
        return found % {"n": n, **values}

    def _found(self, danish: str, missing: Callable[[str], Markup]) -> Markup:
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
