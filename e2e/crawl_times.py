"""How long a switch of language takes beside a whole page load, and “we are here” on the other screen: for the ledger.

Nothing is asserted on time: another machine is another clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, Page

from companion.language.table import languages
from e2e.crawl_map import FIRST
from e2e.crawl_walk import WIDTHS
from e2e.crawl_world import IN_TALK, READS, World
from e2e.phone import PATIENCE_MS

SWITCH_AIM, POINT_AIM = 300, 2_000  # ms (issue: a switch at once, a finger on every screen within two seconds)
HEAD = f"code    load ms  switch ms (aim {SWITCH_AIM})  pointed ms (aim {POINT_AIM}), each in the middle and at worst"
A_PAGE, TOGETHER = "/plan", "plan"  # of hers, and what the two read together
BESIDE = {"da": "ar"}  # the language one switches to and back from; from every other it is Danish


@dataclass(frozen=True)
class Times:
    """Milliseconds of each round."""

    code: str
    loads: list[float]
    switches: list[float]
    pointed: list[float]

    def told(self) -> str:
        """One line of the ledger."""
        columns = (self.loads, self.switches, self.pointed)
        return f"{self.code:6}" + "".join(f"{median(found):10.0f} /{max(found):6.0f}" for found in columns)


def measured(browser: Browser, world: World, code: str, rounds: int) -> Times:
    """The three in turn, so that a busy machine is busy for all of them."""
    world.speak(code)
    other = BESIDE.get(code, "da")
    found = Times(code, [], [], [])
    with _at(browser, world, FIRST, A_PAGE) as hers:
        for _ in range(rounds):
            found.loads.append(_timed(hers.reload))
            for to in (other, code):
                found.switches.append(_switched(hers, to))
    reads_along = _at(browser, world, READS, f"/join/talk/{TOGETHER}")
    with _at(browser, world, IN_TALK, f"/pair/{TOGETHER}") as hers, reads_along as theirs:
        found.pointed.extend(_pointed(theirs, hers, number) for number in range(1, rounds + 1))
    return found


@contextmanager
def _at(browser: Browser, world: World, persona: str, path: str) -> Iterator[Page]:
    size = {"width": WIDTHS[0], "height": 844}
    context = browser.new_context(viewport=size, service_workers="block")  # type: ignore[arg-type] # a ViewportSize
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies(world.of_browser(persona))
    page = context.new_page()
    page.goto(world.place.url + path)
    yield page
    context.close()


def _switched(page: Page, to: str) -> float:
    """From the tap until the page stands there in the other language."""
    page.locator("header summary").first.click()
    button = page.locator(f'header button[name="_language"][value="{to}"]')

    def tap() -> None:
        with page.expect_navigation(wait_until="load"):
            button.click()

    took = _timed(tap)
    assert page.locator("html").get_attribute("lang") == languages()[to].html
    return took


def _pointed(by: Page, on: Page, number: int) -> float:
    """From the interpreter's tap until the block is lit on her screen."""

    def point() -> None:
        by.locator(f"#point-{number} button.point").click()
        on.wait_for_selector(f"#point-{number}.here")

    return _timed(point)


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000
