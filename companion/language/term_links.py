"""Makes a word of the Danish system tappable where a page first says it; never inside links, headings or forms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from companion.language import overlays
from companion.language.glossary import terms, terms_of
from companion.language.overlays import Overlay
from companion.language.table import SOURCE
from companion.language.words import BOUND

# Nothing a page says.
QUIET = frozenset(("svg", "title", "nav", "bdi", "textarea", "select", "script", "style", "pre", "code"))
CLOSED = QUIET | {  # elements whose words stay as they are: taps of their own, titles, and what somebody types
    *("a", "button", "h1", "h2", "h3", "h4", "label", "legend", "summary", "form", "dfn"),
}
SAFETY = re.compile(r'class="[^"]*\bsafety\b')  # a text about safety is read without a way out of it
VERBATIM = "data-verbatim"  # measured wording, which nothing is added to
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
EMPTY = frozenset(("br", "img", "input", "hr", "use", "path", "meta", "link"))
DANISH = ' lang="da" dir="ltr"'  # in another language the Danish word is kept: it is said as what it is
START, END = "<main", "</main>"


def linked(html: str, code: str) -> str:
    """The page with the first mention of each glossary word in `<main>` made a link to its explanation."""
    start, end = _main(html)
    said = _said(html[start:end], code)
    if start < 0 or not said:
        return html
    return html[:start] + _Linking(code, said).page(html[start:end]) + html[end:]


def unlinked(html: str, code: str) -> Sequence[str]:
    """The ids of the words that `linked` had to leave alone everywhere in `<main>`, in the order they are said."""
    start, end = _main(html)
    said = _said(html[start:end], code)
    if start < 0 or not said:
        return ()
    known, word = _forms(code), _pattern(said)
    found = [known[one.lower()] for text in _read(html[start:end]) for one in word.findall(text)]
    return tuple(key for key in dict.fromkeys(found) if f'class="term" href="/glossary#{key}"' not in html)


def _main(html: str) -> tuple[int, int]:
    return html.find(START), html.rfind(END)


def _said(main: str, code: str) -> list[str]:
    lowered = main.lower()
    return [form for form in _forms(code) if form in lowered]  # cheap, and enough for nearly every page


def _pattern(said: Sequence[str]) -> re.Pattern[str]:
    forms = sorted(said, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)


def _read(main: str) -> Iterator[str]:
    """Every text a reader meets, wherever it stands."""
    at, closed = 0, _Closed(QUIET)
    for tag in TAG.finditer(main):
        if closed.is_open:
            yield main[at : tag.start()]
        closed.meet(tag)
        at = tag.end()


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
        word, done = _pattern(self.said), set[str]()
        made, at, closed = [], 0, _Closed(CLOSED, SAFETY)
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
    """Whether the place one is at lies inside an element whose words are left alone: of these names, or marked so."""

    def __init__(self, names: frozenset[str], marked: re.Pattern[str] | None = None) -> None:
        self._names, self._marked = names, marked
        self._name, self._depth = "", 0

    @property
    def is_open(self) -> bool:
        return self._depth == 0

    def meet(self, tag: re.Match[str]) -> None:
        name = tag[2].lower()
        if self._depth == 0:
            if not tag[1] and name not in EMPTY and (name in self._names or self._is_marked(tag[0])):
                self._name, self._depth = name, 1
        elif name == self._name and not tag[0].endswith("/>"):
            self._depth += -1 if tag[1] else 1

    def _is_marked(self, tag: str) -> bool:
        return VERBATIM in tag or bool(self._marked and self._marked.search(tag))
