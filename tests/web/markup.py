"""Reads a page as a browser would: elements with their attributes and text, in order."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """One element: its tag, its attributes and every text inside it."""

    tag: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """One attribute, or None."""
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        """All its words, spaces made single."""
        return " ".join(" ".join(self.texts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.found.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)


def elements(html: str, tag: str | None = None) -> list[Element]:
    """Every element in order, or those of one tag."""
    reader = _Reader()
    reader.feed(html)
    return [one for one in reader.found if tag in (None, one.tag)]


def ids(html: str) -> list[str]:
    """Every id in order."""
    return [one.attributes["id"] for one in elements(html) if "id" in one.attributes]


def by_id(html: str, wanted: str) -> Element | None:
    """The element with this id, or None."""
    return next((one for one in elements(html) if one.get("id") == wanted), None)


def language_of(html: str) -> tuple[str | None, str | None]:
    """`lang` and `dir` of the page."""
    page = elements(html, "html")[0]
    return page.get("lang"), page.get("dir")


def main_of(html: str) -> str:
    """What stands inside `<main>`."""
    return html.partition("<main")[2].partition("</main>")[0]


def without_word_links(html: str) -> str:
    """The page as it reads: a word that leads to the glossary is a word."""
    return re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", html)
