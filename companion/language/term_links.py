"""Makes a word of the Danish system tappable where a page first says it; never inside links, headings or forms."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

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
REMEMBERED = 1024  # sets of words that some page says


class Explained(NamedTuple):
    """A page whose words lead to their explanation, and the ids of those that stand only where no link fits."""

    html: str
    left: tuple[str, ...]


class _Mention(NamedTuple):
    start: int
    end: int
    key: str


def linked(html: str, code: str) -> str:
    """The page with the first mention of each glossary word in `<main>` made a link to its explanation."""
    return explained(html, code).html


def explained(html: str, code: str) -> Explained:
    """The same, with the words that had to be left alone everywhere in `<main>`, in the order they are said."""
    start, end = html.find(START), html.rfind(END)
    mentions = _mentions(html[start:end], code) if 0 <= start < end else []
    if not mentions:
        return Explained(html, ())
    main = html[start:end]
    closed, quiet = _Spans(main, CLOSED), _Spans(main, QUIET)
    first, left = dict[str, _Mention](), dict[str, None]()
    for one in mentions:
        if not closed.hold(one.start):
            first.setdefault(one.key, one)
        elif not quiet.hold(one.start):
            left[one.key] = None
    made = _with_links(main, sorted(first.values()), code)
    return Explained(html[:start] + made + html[end:], tuple(key for key in left if key not in first))


def _mentions(main: str, code: str) -> list[_Mention]:
    """Every word of the system that stands in the text, in order."""
    text = _fold(TAG.sub(" ", main))
    known = _forms(code)
    said = tuple(form for form in known if form in text)
    if not said:
        return []
    found = [(one, known.get(_fold(one.group()))) for one in _pattern(said).finditer(main)]
    return [_Mention(*one.span(), key) for one, key in found if key and not _is_in_tag(main, one.start())]


def _is_in_tag(main: str, at: int) -> bool:
    return main.rfind("<", 0, at) > main.rfind(">", 0, at)


def _with_links(main: str, mentions: Sequence[_Mention], code: str) -> str:
    made, at = [], 0
    for one in mentions:
        words = main[one.start : one.end]
        tongue = DANISH if code != SOURCE and _fold(words) in _danish() else ""
        made += [main[at : one.start], f'<a class="term" href="/glossary#{one.key}"{tongue}>{words}</a>']
        at = one.end
    return "".join(made) + main[at:]


def _fold(text: str) -> str:
    """In small letters, one for one: `İ`.lower() is two, and no key."""
    return text.replace("İ", "i").lower()


@lru_cache(REMEMBERED)
def _pattern(said: tuple[str, ...]) -> re.Pattern[str]:
    forms = sorted(said, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)


def _forms(code: str) -> dict[str, str]:
    return _forms_of(code, overlays.current(code))


@lru_cache(BOUND)
def _forms_of(code: str, overlay: Overlay) -> dict[str, str]:
    return {_fold(form): term.id for term in terms_of(code, overlay) for form in term.forms}


@cache
def _danish() -> frozenset[str]:
    return frozenset(_fold(term.danish) for term in terms(SOURCE))


class _Spans:
    """Where elements lie whose words are left alone: of these names, of measured wording, or closed texts on safety."""

    def __init__(self, main: str, names: frozenset[str]) -> None:
        marked = VERBATIM in main or (names is CLOSED and SAFETY.search(main))
        self._spans = list(_nested(main, names) if marked else _flat(main, names))

    def hold(self, at: int) -> bool:
        """Whether this place lies inside one of them."""
        return any(start <= at < end for start, end in self._spans)


def _flat(main: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """None of our pages has one of these in another of the same name, so the first end is its own."""
    return (found.span() for found in _element(names).finditer(main))


@cache
def _element(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"<({'|'.join(sorted(names))})(?:\s[^>]*)?(?<!/)>.*?</\1>", re.DOTALL)


def _nested(main: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The outermost ones, tag by tag: whatever is marked may hold others of its own name."""
    name, depth, start = "", 0, 0
    for tag in TAG.finditer(main):
        own = tag[2].lower()
        if depth == 0 and not tag[1] and own not in EMPTY and (own in names or _is_marked(tag[0], names)):
            name, depth, start = own, 1, tag.start()
        elif depth and own == name and not tag[0].endswith("/>"):
            depth += -1 if tag[1] else 1
            if depth == 0:
                yield start, tag.end()


def _is_marked(tag: str, names: frozenset[str]) -> bool:
    return VERBATIM in tag or (names is CLOSED and bool(SAFETY.search(tag)))
