"""What a person would read aloud from a piece of a page: its paragraphs, without links, buttons and pictures."""

import re
from html.parser import HTMLParser

PARAGRAPHS = {"p", "h1", "h2", "h3", "li", "tr", "caption"}
PASSED_OVER = {"a", "button", "svg", "form"}
_SPACE = re.compile(r"\s+")


def lines_of(html: str) -> tuple[str, ...]:
    """Every paragraph as plain words, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    said = (_SPACE.sub(" ", "".join(parts)).strip() for parts in reader.paragraphs)
    return tuple(line for line in said if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[list[str]] = [[]]
        self._passed_over = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._passed_over += tag in PASSED_OVER
        if tag in PARAGRAPHS:
            self.paragraphs.append([])
        elif tag in ("td", "th"):
            self.paragraphs[-1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._passed_over -= tag in PASSED_OVER
        if tag in PARAGRAPHS:
            self.paragraphs.append([])

    def handle_data(self, words: str) -> None:
        if not self._passed_over:
            self.paragraphs[-1].append(words)
