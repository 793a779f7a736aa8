"""What a crawl looks at on each page: axe, overflow, clipped and blank texts, and whether scripts agree with `lang`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from companion.language.table import languages
from e2e.phone import Phone

STRANGER = ("/", "/demo", "/sign-in", "/help", "/offers", "/install", "/offline", "/no-such-page")
CITIZEN = (
    "/",
    "/plan",
    "/appointments",
    "/check-in",
    "/check-in/result",
    "/course",
    "/course/1",
    "/course/3",
    "/course/8",
    "/me",
    "/me/sharing",
    "/me/quiet",
    "/me/unwell",
    "/progress",
    "/progress/rate",
    "/me/seen",
    "/me/receipts",
    "/unsent",
    "/me/devices/card",
    "/help",
    "/sign-out",
)
STAFF = ("/desk", "/desk/today", "/desk/catalogue", "/sign-out")
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOKS = [Path(__file__).with_name(f"crawl_{name}.js") for name in ("looks", "words", "mirror")]
HEIGHT, LETTER = 844, 16  # px: a phone, and the size of text that browsers come with
FOLDS, MENU = "main details", "header details.menu"
HEAD = MENU  # what lies under an open menu cannot be judged while it lies there, and is judged without it
EXPLAINED = {  # what axe cannot decide by itself, and where → how it was decided; anywhere else nobody has yet
    (
        "color-contrast pseudoContent",
        ".answers :checked + span, .answers :checked + span *",
    ): "a chosen answer, and what"
    " stands in it, has its ring and wash from ::before: ink, soft and each track on wash are among the pairs of"
    " tests/web/test_contrast.py",
    (
        "color-contrast shortTextContent",
        ".chart text",
    ): "one figure in a drawing, such as 0: soft on card is one of them",
    ("color-contrast imgNode", ".chart text"): "words in a drawing stand on its card: ink and soft on card are, too",
    ("color-contrast bgOverlap", "select[multiple]"): "its own options lie over it: ink on card, as in every field",
}
RUN_AXE = """async ([within, explained]) => {
  const rules = {'target-size': {enabled: true}};
  const found = await axe.run(within || document, {resultTypes: ['violations', 'incomplete'], elementRef: true, rules});
  const why = node => [...node.any, ...node.all, ...node.none].map(one => one.data && one.data.messageKey || one.id)[0];
  const all = list => list.flatMap(one => one.nodes.map(node => [`${one.id} ${why(node)}`, node]));
  const known = ([what, node]) => explained.some(([one, where]) => one === what && node.element.matches(where));
  const told = list => list.map(([what, node]) => [what, String(node.target)]);
  return {violations: told(all(found.violations)), undecided: told(all(found.incomplete).filter(one => !known(one)))};
}"""
ASKED = """({overflow, wrongScript, unmarked, clipped, blank}) => ({
  overflow: Math.ceil(overflow()), clipped: clipped(),
  wrong_script: wrongScript(), unmarked: unmarked(), blank: blank(),
})"""
TALL = "() => document.documentElement.scrollHeight"


@dataclass(frozen=True)
class Findings:
    """What is wrong with one page as one reader sees it."""

    page: str
    axe: list[str]
    overflow: int
    wrong_script: list[str]
    unmarked: list[str]
    clipped: list[str]
    blank: list[str]
    undecided: list[str]

    @property
    def is_clean(self) -> bool:
        """Nothing to mend."""
        return not self.told()

    def told(self) -> list[str]:
        """One line for each thing to mend."""
        lists = ("axe", "wrong_script", "unmarked", "clipped", "blank", "undecided")
        found = [f"{self.page}: {name}: {one}" for name in lists for one in getattr(self, name)]
        return found + ([f"{self.page}: {self.overflow} px too wide"] if self.overflow > 0 else [])


@cache
def script() -> str:
    """Axe and the looks of the crawl, to be put into each page."""
    return ";\n".join([Axe().axe_script, *(file.read_text(encoding="utf-8") for file in LOOKS)])


def look_at(page: Page, name: str, *, within: str = "") -> Findings:
    """Everything the crawl knows to ask of the page in sight; axe of one part of it, if one is named."""
    if not page.evaluate("'axe' in window && 'crawlLooks' in window"):
        page.evaluate(script())
    before = page.viewport_size
    _whole(page)
    asked = page.evaluate(RUN_AXE, [within, list(EXPLAINED)])
    seen = shapes(page)
    if before:
        page.set_viewport_size(before)
    return Findings(
        page=name,
        axe=_told(asked["violations"]),
        undecided=_told(asked["undecided"]),
        **seen,
    )


def _told(found: Iterable[list[str]]) -> list[str]:
    """One line for each thing that is wrong, with the first few places of it."""
    places: dict[str, list[str]] = {}
    for what, where in found:
        places.setdefault(what, []).append(where)
    return [f"{what}: {' ; '.join(where[:3])} ({len(where)})" for what, where in places.items()]


def _whole(page: Page) -> None:
    """A screen as tall as the page: what sticks to its edge covers nothing that one could scroll to."""
    size = page.viewport_size
    assert size is not None
    tall = max(HEIGHT, int(page.evaluate(TALL)))
    if size["height"] != tall:
        page.set_viewport_size({"width": size["width"], "height": tall})


def unfold(page: Page, within: str) -> int:
    """Open what is folded there; how many there were."""
    return int(page.evaluate("within => crawlLooks.unfold(within)", within))


def fold(page: Page, within: str) -> None:
    """Close it again."""
    page.locator(within).evaluate_all("all => all.forEach(one => one.open = false)")


@contextmanager
def large_text(page: Page) -> Iterator[None]:
    """Twice as large, as a reader sets it in the browser: widths that are measured in letters turn over, too."""
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 2 * LETTER, "fixed": 2 * LETTER}})
    yield
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": LETTER, "fixed": LETTER}})
    browser.detach()


def not_mirrored(page: Page) -> list[str]:
    """The boxes that do not stand the other way round when the page is read the other way; it is turned back after."""
    found: list[str] = page.evaluate("() => crawlLooks.notMirrored()")
    return found


def shapes(page: Page) -> dict[str, Any]:
    """What needs no axe: overflow, scripts, clipped and blank texts."""
    found: dict[str, Any] = page.evaluate(f"() => ({ASKED})(crawlLooks)")
    return found


def choose(phone: Phone, code: str) -> None:
    """Read on in another language."""
    phone.page.locator("header summary").first.click()
    phone.page.locator(f'button[name="_language"][value="{code}"]').click()
    phone.page.wait_for_selector(f'html[lang="{languages()[code].html}"]')
