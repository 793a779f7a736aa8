"""Finds words in a template that no translator will ever see."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

NOT_TRANSLATED = {"Companion", "MitID", "WHO-5"}  # names: the same in every language
SPOKEN = {"alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuetext"}
SPOKEN |= {"placeholder", "title"}
TRANSLATING = {"_", "_n", "plain_", "plain_n", "N_"}
_FOR_ATTRIBUTES = re.compile(r"{%-?\s*block width\s*-?%}.*?{%-?\s*endblock.*?%}", re.DOTALL)  # fills a class
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# In an expression, words for people have a capital, a Danish letter or a full stop; `main` has none.
_SENTENCE = re.compile(r"^[A-ZÆØÅ][a-zæøå]|[æøåÆØÅ]|\w[.!?]$|^\w+ \w+ \w+ \w+")
_BUTTONS = {"submit", "button", "reset"}
_FILES = re.compile(r"^[\w./-]+\.\w{2,5}$")


def bare_words(source: str) -> list[str]:
    """`line: words` for each text node, spoken attribute or string constant outside the translating calls."""
    return [*_in_markup(source), *_in_expressions(source)]


def _in_markup(source: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(without_expressions(_FOR_ATTRIBUTES.sub("", source)))
    reader.close()
    yield from reader.found


def without_expressions(source: str) -> str:
    """The template's own HTML with the same line numbers; what is computed is gone."""
    kept = [
        value if kind == "data" else "\n" * value.count("\n")
        for _, kind, value in Environment(autoescape=True).lex(source)
    ]
    return "".join(kept)


def _in_expressions(source: str) -> Iterator[str]:
    yield from _constants(Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(source))


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in TRANSLATING:
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and _is_sentence(node.value):
        yield f"{node.lineno}: {node.value}"
    for child in node.iter_child_nodes():
        yield from _constants(child)


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE.search(text)) and text not in NOT_TRANSLATED and not _FILES.match(text)


class _Reader(HTMLParser):
    """Reads the HTML of a template and keeps what a person would hear or see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in {"script", "style"}
        given = dict(attrs)
        spoken = SPOKEN | ({"value"} if tag == "input" and given.get("type") in _BUTTONS else set())
        spoken |= {"label"} if tag in {"optgroup", "option", "track"} else set()
        for name in spoken & set(given):
            self._look_at(given[name] or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._look_at(data)

    def _look_at(self, text: str) -> None:
        rest = text
        for name in NOT_TRANSLATED:
            rest = rest.replace(name, "")
        if _LETTERS.search(rest):
            self.found.append(f"{self.getpos()[0]}: {' '.join(text.split())}")
