"""A proposed wording on the real page where it stands: pages that are nobody's only, for the eye only, kept nowhere."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from markupsafe import Markup, escape

from companion.accounts.rules import CITIZEN
from companion.foundation.errors import Invalid
from companion.interpreting.in_conversation import html_of, page_at
from companion.language import overlays
from companion.language.checking import PLACEHOLDER
from companion.language.table import SOURCE, language
from companion.web import paired, reader
from companion.web.page import SHELF, keep_as
from companion.words import workbench
from companion.words.workbench import Text

PAGES = (*SHELF, "/was")  # what everybody may read: of other pages a translator sees nothing
MOST_TRIED = 3  # a short text stands in longer ones too
TRIED = "data-tried"
_LINKS = re.compile(r"</?a\b[^>]*>")  # words of the system are linked in the middle of a sentence


@dataclass(frozen=True)
class Place:
    """A page, and those of its blocks where the wording stands, with nothing in them that can be sent."""

    address: str
    blocks: Sequence[Markup]


def shown(text: Text, forms: Sequence[str], code: str) -> Place | None:
    """Where it would stand; None for a broken wording, and where no page of everybody's has the text."""
    try:
        said = workbench.checked(text, forms, wanted_forms=workbench.wanted_forms(code, text.source))
    except Invalid:
        return None
    danish = text.source.danish
    candidates = [address for address in PAGES if _stands_on(address, danish[-1])][:MOST_TRIED]
    with overlays.trying(code, danish[0], said):
        places = (Place(address, _blocks(_read(address, code))) for address in candidates)
        return next((one for one in places if one.blocks), None)


def _stands_on(address: str, danish: str) -> bool:
    longest = max(PLACEHOLDER.split(danish), key=len)
    return str(escape(longest)) in _LINKS.sub("", _read(address, SOURCE))


def _blocks(page: str) -> Sequence[Markup]:
    found = [one.other for one in paired.points(page, page, "-tried", only_to_read=True) if TRIED in one.other]
    return [Markup(html.replace("<details", "<details open")) for html in found]  # noqa: S704 - our own page


def _read(address: str, code: str) -> str:
    """The page as somebody who is not signed in reads it in this language."""
    with _a_stranger(code):
        view, arguments, _name = page_at(address, CITIZEN)
        return str(html_of(view, arguments).get_data(as_text=True))


@contextmanager
def _a_stranger(code: str) -> Iterator[None]:
    mine = reader.current()
    reader.recognise(reader.Reader(language(code), wanted=code))
    try:
        yield
    finally:
        reader.recognise(mine)
        keep_as(None)  # the page around is a translator's
