"""A phone with WebKit in it: a profile that outlives its browser, and the person who holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from e2e.webkit.connection import Line
from e2e.webkit.driver import Driver
from e2e.webkit.engine import Opened

ANSWERS = {"happy": 3, "calm": 2, "active": 3, "rested": 1, "interest": 2}  # raw 11, index 44
# Nothing a person meets makes a script fail or breaks the content security policy; a cut line is no fault of ours.
FAULTS = ("JS ERROR", "SECURITY ERROR", "Refused to", "Content Security Policy")

IS_KEPT = """async (path) => {
  for (const name of await caches.keys()) {
    if (await (await caches.open(name)).match(path, { ignoreVary: true })) return true;
  }
}"""
READY = "() => navigator.serviceWorker.ready.then(() => true)"
SHOWS = """(selector) => Array.from(document.querySelectorAll(selector))
  .some((part) => part.getClientRects().length)"""
TEXTS = "(selector) => Array.from(document.querySelectorAll(selector), (part) => part.innerText)"
NAMES = "() => caches.keys()"
ITEMS = "() => companion.database.within('readonly', (items) => items.getAll())"
SAVE = """async (kind) => {
  const { sealing, outbox, meta } = companion, key = sealing.newKey(), content = { answers: [5, 4, 3, 2, 1] };
  await outbox.save(await sealing.seal({ intake: meta("intake"), owner: meta("owner"), kind, key, content }));
  return key;
}"""


class Phone:
    """Opens pages, loses its connection, is closed or dies, and is opened again."""

    def __init__(self, display: str, profile: Path, line: Line) -> None:
        self._display, self._profile, self.line = display, profile, line
        self.browser = Opened(display, profile)

    @property
    def page(self) -> Driver:
        """The window in front."""
        return self.browser.driver

    def open(self, path: str) -> None:
        """Go to a page of the app."""
        self.page.go(self.line.url + path)

    def reload(self) -> None:
        """Load the same page once more; what the old one held in memory is gone."""
        self.page.call("() => { self.before = true; }")
        self.page.reload()
        self.page.until("() => !self.before && performance.getEntriesByType('navigation')[0].type === 'reload'")

    def sign_in(self, persona: str, phone: str = "own") -> None:
        """Read who there is, pick a demo person and say whose phone it is.

        The worker is ready before the tap: in WebKitGTK 2.50 a form sent in the very moment in which a phone's first
        worker starts leaves that worker waiting until the next page is opened.
        """
        self.open("/demo")
        self.wait_for_worker()
        self.page.click(f'[data-persona="{persona}"]')
        self.page.until("(phone) => document.querySelector(`[data-phone=${phone}]`)", phone)
        self.page.click(f'[data-phone="{phone}"]')
        self.sees('body[data-page="today.home"]')

    def wait_for_worker(self) -> None:
        """Until the service worker runs."""
        self.page.until(READY)

    def wait_until_kept(self, *paths: str) -> None:
        """Until the worker has kept these pages for offline use."""
        for path in paths:
            self.page.until(IS_KEPT, path)

    def lose_connection(self) -> None:
        """No bars: pages and worker alike. The phone itself may go on thinking that it is online."""
        self.line.cut()

    def find_connection(self) -> None:
        """The bars come back."""
        self.line.mend()

    def close_and_open_again(self) -> None:
        """The browser is closed and opened again."""
        self.browser.close()
        self.browser = Opened(self._display, self._profile)

    def die_and_start_again(self) -> None:
        """The browser ends as if the battery had fallen out, and is opened again."""
        self.browser.kill()
        self.browser = Opened(self._display, self._profile)

    def storage_dies(self) -> None:
        """The process that holds IndexedDB ends under the open page; WebKit starts another when it is asked."""
        self.browser.kill_part("WebKitNetworkProcess")

    def sees(self, selector: str) -> None:
        """Until something of this kind is in sight."""
        self.page.until(SHOWS, selector)

    def does_not_see(self, selector: str) -> None:
        """Until nothing of this kind is in sight."""
        self.page.until(f"(selector) => !({SHOWS})(selector)", selector)

    def texts(self, selector: str) -> list[str]:
        """The words of every part of this kind."""
        return list(self.page.call(TEXTS, selector))

    def answer_check_in(self, answers: dict[str, int] = ANSWERS) -> None:
        """Answer the statements one by one and ask for the result."""
        for number, (item, value) in enumerate(answers.items(), start=1):
            choice = f'input[name="{item}"][value="{value}"]'
            self.sees(f"label:has({choice})")
            self.page.click(f"label:has({choice})")
            self.sees(f"label:has({choice}:checked)")
            self.page.click("[data-next]" if number < len(answers) else "[data-finish]")

    def save(self) -> str:
        """Seals and saves one item without sending it; answers its key."""
        return str(self.page.call(SAVE, "check-in"))

    def items(self) -> list[dict[str, Any]]:
        """The outbox as it is stored."""
        return list(self.page.call(ITEMS))

    def shelves(self) -> list[str]:
        """The names of the caches on this phone."""
        return list(self.page.call(NAMES))

    def complaints(self) -> list[str]:
        """What the browser said about our scripts since the phone was new."""
        said = (self._profile / "console.log").read_text("utf-8", "replace").splitlines()
        return [line for line in said if any(fault in line for fault in FAULTS)]
