"""What a crawl looks at on each page: axe, overflow, and whether the script of each text agrees with its `lang`."""

from __future__ import annotations

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

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
WRONG_SCRIPT = """() => {
  const latin = /[A-Za-zÆØÅæøå]{3,}/, arabic = /[\\u0600-\\u06FF]{2,}/, cyrillic = /[\\u0400-\\u04FF]{2,}/;
  const wanted = {ar: arabic, prs: arabic, fa: arabic, ps: arabic, uk: cyrillic};
  const kept = /Companion|Livslinien|sundhedskort|MitID|IPS|WHO|CC BY/;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (!text || element.closest('script, style, bdi, [hidden]') || kept.test(text)) continue;
    const lang = element.closest('[lang]').lang;
    const right = wanted[lang] || latin;
    const letters = [latin, arabic, cyrillic].some(script => script.test(text));
    if (letters && !right.test(text)) found.push(lang + ': ' + text);
  }
  return found;
}"""


@dataclass(frozen=True)
class Findings:
    """What is wrong with one page as one reader sees it."""

    page: str
    axe: list[str]
    overflow: int
    wrong_script: list[str]

    @property
    def is_clean(self) -> bool:
        """Nothing to mend."""
        return not self.axe and self.overflow <= 0 and not self.wrong_script


def look_at(page: Page, name: str) -> Findings:
    """Everything the crawl knows to ask of the page in sight."""
    violations = Axe().run(page).response["violations"]
    axe = [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in violations]
    return Findings(name, axe, int(page.evaluate(OVERFLOW)), list(page.evaluate(WRONG_SCRIPT)))
