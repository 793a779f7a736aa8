"""Makes a word of the Danish system tappable where a page first says it; never inside links, headings or forms."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from companion.language import overlays
from companion.language.glossary import terms, terms_of
from companion.language.overlays import Overlay
from companion.language.table import SOURCE
from companion.language.words import BOUND

CLOSED = frozenset(  # elements whose words stay as they are: taps of their own, titles, and what somebody types
    ("a", "button", "h1", "h2", "h3", "h4", "label", "legend", "summary", "form", "nav", "svg", "title", "dfn", "bdi")
)
SAFETY = re.compile(r'class="[^"]*\bsafety\b')  # a text about safety is read without a way out of it
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
EMPTY = frozenset(("br", "img", "input", "hr", "use", "path", "meta", "link"))
DANISH = ' lang="da" dir="ltr"'  # in another language the Danish word is kept: it is said as what it is
START, END = "<main", "</main>"


def linked(html: str, code: str) -> str:
    """The page with the first mention of each glossary word in `<main>` made a link to its explanation."""
    start, end = html.find(START), html.rfind(END)
    lowered = html[start:end].lower()
    said = [form for form in _forms(code) if form in lowered]  # cheap, and enough for nearly every page
    if start < 0 or not said:
        return html
    return html[:start] + _Linking(code, said).page(html[start:end]) + html[end:]


def _forms(code: str) -> dict[str, str]:
    return _forms_of(code, overlays.current(code))


@lru_cache(BOUND)
def _forms_of(code: str, overlay: Overlay) -> dict[str, str]:
    return {form.lower(): term.id for term in terms_of(code, overlay) for form in term.forms}


@cache
def _danish() -> frozenset[str]:
    return frozenset(term.danish.lower() for term in terms(SOURCE))


@dataclass
class _Linking:
    code: str
    said: list[str]

    def page(self, html: str) -> str:
        forms = sorted(self.said, key=len, reverse=True)
        word = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)
        done: set[str] = set()
        made, at, closed = [], 0, _Closed()
        for tag in TAG.finditer(html):
            made.append(self._text(html[at : tag.start()], word, done) if closed.is_open else html[at : tag.start()])
            made.append(tag.group())
            closed.meet(tag)
            at = tag.end()
        return "".join(made) + html[at:]

    def _text(self, text: str, word: re.Pattern[str], done: set[str]) -> str:
        def link(found: re.Match[str]) -> str:
            key = _forms(self.code)[found.group().lower()]
            if key in done:
                return found.group()
            done.add(key)
            tongue = DANISH if self.code != SOURCE and found.group().lower() in _danish() else ""
            return f'<a class="term" href="/glossary#{key}"{tongue}>{found.group()}</a>'

        return word.sub(link, text) if text.strip() else text


class _Closed:
    """Whether the place one is at lies inside an element whose words are left alone."""

    def __init__(self) -> None:
        self._name, self._depth = "", 0

    @property
    def is_open(self) -> bool:
        return self._depth == 0

    def meet(self, tag: re.Match[str]) -> None:
        name = tag[2].lower()
        if self._depth == 0:
            if not tag[1] and name not in EMPTY and (name in CLOSED or SAFETY.search(tag[0])):
                self._name, self._depth = name, 1
        elif name == self._name and not tag[0].endswith("/>"):
            self._depth += -1 if tag[1] else 1
