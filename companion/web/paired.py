"""A page as numbered blocks in two languages: cuts the main part of each into blocks and lays them side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
BACK = 'class="back"'  # the way back is no point of the conversation
_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_IDS = re.compile(r'\b(id|for|list|aria-(?:controls|describedby|labelledby))="([^"]*)"')
_JUMP = re.compile(r'\bhref="#([^"]*)"')
_CONTROL = re.compile(r"<(button|input|select|textarea)\b")
_FORM = re.compile(r"<(/?)form\b[^>]*>")
_FIRST_HEADING = re.compile(r"<(/?)h1\b")
_LINK = re.compile(r'<a\b([^>]*?)\s+href="([^"]*)"([^>]*)>')
_MAIN_BUTTON = 'class="button main"'


class Uneven(ValueError):
    """The two sides of a page do not have the same blocks: what a page consists of must not depend on its language."""


Link = Callable[[str], str | None]  # where a link leads in this view; None: nowhere


@dataclass(frozen=True)
class Point:
    """One block in both languages; `key` is its id on the page, or nothing. HTML, made by our own templates."""

    key: str | None
    own: str
    other: str


def as_it_is(address: str) -> str | None:
    """A link that leads where it always leads."""
    return address


def points(
    own_page: str, other_page: str, suffix: str, *, link: Link = as_it_is, only_to_read: bool = False
) -> list[Point]:
    """The blocks of two renderings of one page, pair by pair; ids of the second get the suffix.

    The second side is there to be read: it has no forms, and its buttons and fields are switched off; with
    `only_to_read` the first one too. Raises Uneven.
    """
    own, other = _blocks(own_page), _blocks(other_page)
    if [key for key, _html in own] != [key for key, _html in other]:
        raise Uneven
    return [
        Point(
            key, _linked(_switched_off(html) if only_to_read else html, link), _linked(_to_read(second, suffix), link)
        )
        for (key, html), (_key, second) in zip(own, other, strict=True)
        if BACK not in html[:40]
    ]


def alone(page: str, *, link: Link = as_it_is, only_to_read: bool = False) -> list[Point]:
    """The blocks of a page that is read in one language."""
    return [
        Point(key, _linked(_switched_off(html) if only_to_read else html, link), "")
        for key, html in _blocks(page)
        if BACK not in html[:40]
    ]


def _to_read(html: str, suffix: str) -> str:
    html = _IDS.sub(lambda found: f'{found[1]}="{_each(found[2], suffix)}"', html)
    html = _JUMP.sub(rf'href="#\1{suffix}"', html)
    html = _FIRST_HEADING.sub(r"<\1h2", html)
    return _switched_off(html)


def _switched_off(html: str) -> str:
    html = _FORM.sub(lambda found: f"<{found[1]}div>", html)
    return _CONTROL.sub(r"<\1 disabled", html).replace(_MAIN_BUTTON, 'class="button"')


def _linked(html: str, link: Link) -> str:
    if link is as_it_is:
        return html
    return _LINK.sub(lambda found: _one_link(found, link), html)


def _one_link(found: re.Match[str], link: Link) -> str:
    address = found[2] if found[2].startswith("#") else link(found[2])
    before, after = found[1], found[3]
    return f"<a{before}{after}>" if address is None else f'<a{before} href="{address}"{after}>'


def _each(ids: str, suffix: str) -> str:
    return " ".join(f"{one}{suffix}" for one in ids.split())


def _blocks(page: str) -> list[tuple[str | None, str]]:
    found = _MAIN.search(page)
    if found is None:
        raise ValueError("a page has a main part")
    cutter = _Cutter(found[1])
    return cutter.blocks


class _Cutter(HTMLParser):
    """Finds where each outermost element begins and ends."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[tuple[str | None, str]] = []
        self._html = html
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._depth = 0
        self._began: tuple[int, str | None] = (0, None)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        if self._depth == 0:
            self._began = (self._here(), dict(attrs).get("id"))
        self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= 1
        if self._depth == 0:
            start, key = self._began
            end = self._html.index(">", self._here()) + 1
            self.blocks.append((key, self._html[start:end]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<use …/>` opens nothing."""

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
