"""One reader's walk through the pages in one language: each is opened once and looked at in every width."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

from playwright.sync_api import Browser, Error, Page

from companion.language.table import languages
from e2e.crawl import (
    FOLDS,
    HEAD,
    HEIGHT,
    MENU,
    Findings,
    fold,
    large_text,
    look_at,
    not_mirrored,
    script,
    shapes,
    unfold,
)
from e2e.crawl_map import Pages
from e2e.crawl_steps import Step
from e2e.crawl_world import World
from e2e.phone import PATIENCE_MS

WIDTHS = (390, 320, 1280)  # axe asks everything in each; what is folded stands open at the first, in the others not
NARROW, WIDE = 320, 1280  # here the text is also made twice as large


@dataclass
class Walked:
    """What the crawl of one language found."""

    code: str
    pages: int = 0
    looks: int = 0
    seconds: float = 0
    complaints: list[str] = field(default_factory=list)
    menu_waits: bool = False  # once for each reader: it is the same on every page

    def see(self, found: Findings) -> None:
        """One look more."""
        self.complaints += found.told()
        self.looks += 1

    def told(self) -> list[str]:
        """What is wrong, the same thing on several pages once."""
        where = defaultdict(list)
        for complaint in self.complaints:
            page, _, what = complaint.partition(": ")
            where[what].append(page)
        return [f"{what} · {len(pages)}× · {pages[0]}" for what, pages in where.items()]


Look = Callable[[Page, str, Walked], None]


def walk(browser: Browser, world: World, walks: Iterable[Pages], code: str, widths: Sequence[int] = WIDTHS) -> Walked:
    """Everybody's pages in one language, with everything the crawl asks."""
    turns = languages()[code].dir == "rtl"

    def look(page: Page, name: str, walked: Walked) -> None:
        first, *others = widths
        for width in others:
            _wide(page, width)
            walked.see(look_at(page, f"{name} at {width} px"))
            walked.complaints += _large(page, f"{name} at {width} px")
        if walked.menu_waits:
            walked.menu_waits = not _menu(page, name, walked, first)
        _wide(page, first)
        walked.complaints += _shapes(page, f"{name} at {first} px")
        opened = f"{name} with {unfold(page, FOLDS)} opened"
        walked.see(look_at(page, f"{opened} at {first} px"))
        walked.complaints += _smallest(page, opened)
        if turns:
            walked.complaints += _mirrored(page, name, (first, WIDE))

    return _each(browser, world, walks, code, look)


def shapes_of(browser: Browser, world: World, walks: Iterable[Pages], code: str) -> Walked:
    """What needs no axe, in the narrowest width: overflow, clipped and blank texts, scripts."""

    def look(page: Page, name: str, walked: Walked) -> None:
        _wide(page, NARROW)
        walked.complaints += _shapes(page, f"{name} at {NARROW} px")
        if unfold(page, FOLDS):
            walked.complaints += _shapes(page, f"{name} with everything open")
        walked.looks += 1

    return _each(browser, world, walks, code, look)


def _each(browser: Browser, world: World, walks: Iterable[Pages], code: str, look: Look) -> Walked:
    world.speak(code)
    walked, began = Walked(code), monotonic()
    for pages in walks:
        context = browser.new_context(viewport={"width": WIDTHS[0], "height": HEIGHT}, service_workers="block")
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(script())
        context.add_cookies(world.of_browser(pages.persona))
        page = context.new_page()
        page.on("pageerror", partial(_note, walked, page))
        walked.menu_waits = True
        for step in (*map(Step, pages), *pages.steps):
            _open(page, world, walked, step, f"{step.told} ({pages.persona})", look)
        context.close()
        print(f"crawl {code}: {pages.persona}, {walked.pages} pages, {len(walked.told())} faults", file=sys.__stderr__)
    walked.seconds = monotonic() - began
    return walked


def _note(walked: Walked, page: Page, error: Error) -> None:
    walked.complaints.append(f"{page.url}: a script: {error}")


def _open(page: Page, world: World, walked: Walked, step: Step, name: str, look: Look) -> None:
    _wide(page, WIDTHS[0])
    answer = step.take(page, world.place.url)
    if answer is None or answer.status != step.status:
        walked.complaints.append(f"{name}: answers {answer and answer.status}")
        return
    walked.pages += 1
    look(page, name, walked)


def _wide(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})


def _large(page: Page, name: str) -> list[str]:
    with large_text(page):
        return _shapes(page, f"{name} at 200 %")


def _menu(page: Page, name: str, walked: Walked, width: int) -> bool:
    """The menu of languages, if there is one."""
    _wide(page, width)
    if not unfold(page, MENU):
        return False
    walked.see(look_at(page, f"{name} with its menu open", within=HEAD))
    walked.complaints += _smallest(page, f"{name} with its menu open")
    fold(page, MENU)
    return True


def _smallest(page: Page, name: str) -> list[str]:
    _wide(page, NARROW)
    return _shapes(page, f"{name} at {NARROW} px") + _large(page, f"{name} at {NARROW} px")


def _mirrored(page: Page, name: str, widths: Iterable[int]) -> Iterator[str]:
    for width in widths:
        _wide(page, width)
        yield from (f"{name} at {width} px: not mirrored: {one}" for one in not_mirrored(page))


def _shapes(page: Page, name: str) -> list[str]:
    return Findings(page=name, axe=[], undecided=[], **shapes(page)).told()
