"""A phone in somebody's hand: opens pages, loses its connection, comes back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from companion.language.words import words

PATIENCE_MS = 60_000  # generous: a slow machine is no fault of the story
WITHIN_MS = 5_000  # LESSONS: from a new connection to sent
ANSWERS = {"happy": 3, "calm": 2, "active": 3, "rested": 1, "interest": 2}  # raw 11, index 44


IS_KEPT = """async ([path, language, patience]) => {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    for (const name of await caches.keys()) {
      const copy = await (await caches.open(name)).match(path, {ignoreVary: true});
      if (copy && (!language || copy.headers.get('Content-Language') === language)) return true;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return false;
}"""


class Phone:
    """One phone and the person who holds it."""

    def __init__(self, context: BrowserContext, url: str, screenshots: Path) -> None:
        self.context = context
        self.url = url
        self.screenshots = screenshots
        self.complaints: list[str] = []
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page = self._tab()

    def open(self, path: str) -> Page:
        """Go to a page of the app."""
        self.page.goto(self.url + path)
        return self.page

    def sign_in(self, persona: str, phone: str = "own") -> None:
        """Pick a demo person and say whose phone it is."""
        self.open("/demo")
        self.page.click(f'[data-persona="{persona}"]')
        self.page.click(f'[data-phone="{phone}"]')
        self.page.wait_for_selector('body[data-page="today.home"], body[data-page="desk.home"]')

    def sign_out(self) -> None:
        """Leave, and let this phone forget who was here."""
        self.open("/sign-out")
        self.page.locator("form[data-sign-out] button").first.click()
        self.page.wait_for_url("**/sign-in")

    def wait_until_kept(self, path: str, language: str | None = None) -> None:
        """Until the worker has kept this page for offline use, in this language if one is named."""
        assert self.page.evaluate(IS_KEPT, [path, language, PATIENCE_MS]), f"{path} was not kept"

    def lose_connection(self) -> None:
        """No bars: pages and worker alike."""
        self.context.set_offline(True)

    def find_connection(self) -> None:
        """The bars come back."""
        self.context.set_offline(False)

    def close_tab_and_open(self, path: str) -> Page:
        """Close the tab, open a new one."""
        self.page.close()
        self.page = self._tab()
        return self.open(path)

    def answer_check_in(self, answers: dict[str, int] = ANSWERS) -> None:
        """Answer the statements one by one and ask for the result."""
        for number, (item, value) in enumerate(answers.items(), start=1):
            self.page.locator(f'input[name="{item}"][value="{value}"]').check()
            if number < len(answers):
                self.page.locator("[data-next]").click()
        self.page.locator("[data-finish]").click()

    def answer_rest(self, answers: dict[str, int], *, done: tuple[str, ...]) -> None:
        """Answer what is still open, from the statement on the screen on, and ask for the result."""
        for number, (item, value) in enumerate(answers.items(), start=1):
            choice = self.page.locator(f'input[name="{item}"][value="{value}"]')
            if item not in done:
                choice.check()
            if choice.is_visible() and number < len(answers):
                self.page.locator("[data-next]").click()
        self.page.locator("[data-finish]").click()

    def sees(self, danish: str, code: str = "ar", **values: Any) -> Locator:
        """The text is in sight, in her language."""
        text = str(words(code).plain(danish, **values))
        found = self.page.get_by_text(re.compile(re.escape(text))).locator("visible=true").first
        expect(found).to_be_visible(timeout=PATIENCE_MS)
        return found

    def tap(self, danish: str, code: str = "ar") -> None:
        """Tap a button or link by its words in her language."""
        name = str(words(code).plain(danish))
        button = self.page.get_by_role("button", name=name, exact=True)
        link = self.page.get_by_role("link", name=name, exact=True)
        button.or_(link).locator("visible=true").first.click()

    def picture(self, name: str, *, whole: bool = True) -> None:
        """A screenshot for the README and for looking at; a whole one is taken on a phone as tall as the page."""
        (self.screenshots / name).parent.mkdir(parents=True, exist_ok=True)
        size = self.page.viewport_size
        assert size is not None
        if whole:
            tall = int(self.page.evaluate("document.documentElement.scrollHeight"))
            self.page.set_viewport_size({"width": size["width"], "height": max(tall, size["height"])})
        self.page.screenshot(path=self.screenshots / f"{name}.png")
        self.page.set_viewport_size(size)

    def _tab(self) -> Page:
        page = self.context.new_page()
        page.on("console", self._listen)
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "violates" in message.text:
            self.complaints.append(message.text)
