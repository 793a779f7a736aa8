"""One phone as a real browser with a profile on disk: it survives closed tabs, kill -9 and a clock that lies."""

import os
import signal
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from service_worker.tests import lying
from tests.chaos.waiting import until

QUIET = ("gpu", "quic", "background-networking", "component-update", "sync")
ARGUMENTS = ("--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in QUIET))
PATIENCE_MS = 30_000
SIGN_IN = """(persona) => fetch("/demo",
  { method: "POST", body: new URLSearchParams({ persona, phone: "own" }) }).then((answer) => answer.ok)"""
IS_OUT = "!document.querySelector('meta[name=companion-owner]')"
IS_READY = "Boolean(self.companion && companion.unsent)"
SAVE = """async (answers) => {
  const { sealing, outbox, meta } = companion;
  const saved = [];
  for (const five of answers) {
    const key = sealing.newKey();
    const content = { instrument: "who5", instrument_version: "1", language: "da", answers: five };
    const wish = { intake: meta("intake"), owner: meta("owner"), kind: "check-in", key, content };
    await outbox.save(await sealing.seal(wish));
    saved.push(key);
  }
  return saved;
}"""
WAITS = "() => companion.outbox.overview(companion.meta('owner')).then((now) => [now.waiting.length, now.aside.length])"
BOOK = """() => companion.database.within("readonly", async (items, receipts) =>
  ({ items: await items.getAll(), receipts: await receipts.getAll() }))"""
A_DAY_MS = 86_400_000
OWNER = "companion.meta('owner')"
RECEIVED = """([key, owner, sent_at]) => companion.database.within("readwrite", (items, receipts) =>
  receipts.put({ key, owner, kind: "check-in", receipt: "0000", sent_at }))"""


class Handset:
    """Verbs of a person with a phone in a bad place."""

    def __init__(self, playwright: Playwright, profile: Path, url: str) -> None:
        self.url = url
        self.kills = 0
        self._persona = ""
        self._playwright, self._profile = playwright, profile
        self.context = self._start()
        self.page = self.open("/demo")

    def sign_in(self, persona: str) -> None:
        """This phone is this citizen's own."""
        self._persona = persona
        self.page.evaluate(SIGN_IN, persona)
        self.reload()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def open(self, path: str = "/") -> Page:
        """A tab of the app; afterwards it is the one in her hand."""
        self.page = self.context.new_page()
        self.page.goto(self.url + path, wait_until="load")
        return self.page

    def reload(self) -> None:
        """The same tab once more; without a server the kept page stands in."""
        self.page.goto(self.url + "/", wait_until="load")
        self._until_ready()

    def save(self, answers: list[list[int]]) -> list[str]:
        """Seal and save these check-ins as the form does; their keys."""
        return list(self.page.evaluate(SAVE, answers))

    def send(self) -> None:
        """Start sending, and do not wait for the end."""
        self.page.evaluate("void companion.unsent.added()")

    def waits(self) -> tuple[int, int]:
        """How many wait, and how many need help."""
        waiting, aside = self.page.evaluate(WAITS)
        return waiting, aside

    def book(self) -> dict[str, Any]:
        """Items and receipts as they lie in its database."""
        return dict(self.page.evaluate(BOOK))

    def set_clock(self, shift: int) -> None:
        """From the next page on its clock is wrong by so many milliseconds."""
        self.page.evaluate("(shift) => localStorage.setItem('clock-shift', shift)", shift)

    def ask_for_worker(self) -> None:
        """Ask for the worker's script anew, and do not wait for the new worker."""
        lying.begin_to_replace(self.page)

    def until_new_worker(self) -> None:
        """The worker that was asked for has taken over."""
        lying.until_replaced(self.page)

    def how_wrong(self) -> tuple[int, int]:
        """By how many milliseconds the clocks of its page and of its worker are wrong, as they say themselves."""
        return int(self.page.evaluate("howWrong()")), int(lying.how_wrong(self.page) or 0)

    def wake_worker(self) -> None:
        """Background Sync fires: the worker sends, not the page."""
        lying.wake_to_send(self.page)

    def remember(self, *, days_ago: float) -> str:
        """A receipt of so many days ago, by the server's clock; its key."""
        key = str(uuid.uuid4())
        self.page.evaluate(RECEIVED, [key, self.page.evaluate(OWNER), time.time() * 1000 - days_ago * A_DAY_MS])
        return key

    def receipts(self) -> set[str]:
        """The keys of the receipts it holds."""
        return {one["key"] for one in self.book()["receipts"]}

    def kill(self) -> None:
        """-9 for the whole browser, then it is started again on the same profile."""
        victims = self._processes()
        assert victims
        for number in victims:
            _kill(number)
        until("the browser to be dead", lambda: not self._processes(), within=20)
        self.kills += 1
        self.context = self._start()
        if self.open("/").evaluate(IS_OUT):  # a cookie younger than half a minute may not have reached the disk
            self.sign_in(self._persona)
        self._until_ready()

    def close(self) -> None:
        """The end of the day."""
        self.context.close()

    def _until_ready(self) -> None:
        until("the scripts of the page", lambda: bool(self.page.evaluate(IS_READY)), within=PATIENCE_MS / 1000)

    def _start(self) -> BrowserContext:
        context = self._playwright.chromium.launch_persistent_context(
            str(self._profile), executable_path="/usr/bin/chromium", args=list(ARGUMENTS), headless=True
        )
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(lying.PAGE_LIES)
        return context

    def _processes(self) -> list[int]:
        """The processes of this browser and of no other: its profile stands in their command line."""
        mine = f"--user-data-dir={self._profile}".encode()
        return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _says(entry, mine)]


def _says(process: Path, word: bytes) -> bool:
    try:
        return word in process.joinpath("cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def _kill(number: int) -> None:
    with suppress(ProcessLookupError):  # it went with its parent
        os.kill(number, signal.SIGKILL)
