"""How hard a screen is to read in Danish: LIX, each text node a sentence, without the words of an instrument."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import textstat

LIX_LIMIT = 30
FEW = 20  # words: what a card of a dozen says has no LIX to speak of
SILENT = {"script", "style", "svg", "option", "bdi", "time"}  # names and dates are nobody's wording
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Danish(HTMLParser):
    """Collects the Danish text nodes of `<main>`; what stands on a screen twice is read once."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []  # tag, and whether what is inside is read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        reads = self._open[-1][1] if self._open else False
        if tag == "main":
            reads = True
        if tag in SILENT or given.get("lang", "da") != "da" or _of_instrument(given):
            reads = False
        if tag not in VOID:
            self._open.append((tag, reads))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] and any(letter.isalpha() for letter in data):
            self.texts.append(" ".join(data.split()))


def _of_instrument(attributes: dict[str, str | None]) -> bool:
    return "data-item" in attributes or attributes.get("id") == "instruction"


def texts(html: str) -> list[str]:
    """What a screen says in Danish, one text node after the other."""
    reader = _Danish()
    reader.feed(html)
    return list(dict.fromkeys(reader.texts))


def lix(html: str) -> float:
    """The LIX of a screen: words a sentence, and how many of a hundred have more than six letters; 0 of a few words."""
    if sum(len(text.split()) for text in texts(html)) < FEW:
        return 0.0
    textstat.set_lang("da")
    return float(textstat.lix(" ".join(_sentences(html))))


def _sentences(html: str) -> Iterator[str]:
    for text in texts(html):
        yield text if text[-1] in ".?!:" else f"{text}."
