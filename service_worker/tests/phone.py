"""A person's phone: one browser profile with verbs."""

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from service_worker.tests.fake_server import PLENTY, FakeServer

DUMP = """async () => {
  const found = [localStorage, sessionStorage, history.state, location.href].map((it) => JSON.stringify(it));
  for (const { name, version } of await indexedDB.databases()) {
    const opening = indexedDB.open(name, version);
    const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      found.push(JSON.stringify(await new Promise((done) => { all.onsuccess = () => done(all.result); })));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    if (name.startsWith("static-")) continue; // scripts, the same for everybody
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(name, request.url, await (await cache.match(request)).text());
  }
  return found.join("\\n");
}"""
SAVE = """async ([content, kind, owner]) => {
  const { sealing, outbox, meta } = companion, key = sealing.newKey();
  await outbox.save(await sealing.seal({ intake: meta("intake"), owner: owner || meta("owner"), kind, key, content }));
  return key;
}"""
LOSE_DATABASE = """() => {
  IDBDatabase.prototype.transaction = () => { throw new DOMException("lost", "InvalidStateError"); };
}"""
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
  }
  return found;
}"""
ITEMS = """() => companion.database.within("readonly", (items) => items.getAll())"""


def until(page: Page, look: str, arg: object = None) -> None:
    """Waits until the function in `look` (it may answer a promise) gives something true."""
    poll = f"""async (arg) => {{
      const look = {look}, end = Date.now() + {PLENTY * 1000};
      while (!(await look(arg)) && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
      return Boolean(await look(arg));
    }}"""
    assert page.evaluate(poll, arg), look


class Phone:
    """Opens tabs, loses its connection, and looks into its own storage."""

    def __init__(self, context: BrowserContext, server: FakeServer) -> None:
        self.context, self.server = context, server
        self.complaints: list[str] = []
        context.set_default_timeout(PLENTY * 1000)
        context.on("console", lambda message: self._listen(message.text))
        context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))

    def sign_in(self, owner: str) -> None:
        """A session of this person; an empty name is nobody's."""
        self.context.clear_cookies()
        if owner:
            self.context.add_cookies([{"name": "owner", "value": owner, "url": self.server.url}])

    def open(self, path: str = "/") -> Page:
        """A new tab, once its scripts and the worker run."""
        page = self.context.new_page()
        page.goto(path)
        until(page, "() => navigator.serviceWorker.getRegistration().then((it) => it && it.active)")
        return page

    def offline(self, cut: bool = True) -> None:
        """Cuts the connection of all tabs and the worker, or gives it back."""
        self.context.set_offline(cut)

    def save(self, page: Page, kind: str = "check-in", owner: str = "", **content: Any) -> str:
        """Seals and saves one item without sending it; answers its key."""
        content = content or {"instrument": "who5", "answers": [5, 4, 3, 2, 1]}
        return str(page.evaluate(SAVE, [content, kind, owner]))

    def keys(self, page: Page) -> set[str]:
        """The keys that are in the outbox."""
        return {item["key"] for item in self.items(page)}

    def items(self, page: Page) -> list[dict[str, Any]]:
        """The outbox as it is stored."""
        return list(page.evaluate(ITEMS))

    def kept(self, page: Page) -> dict[str, list[str]]:
        """Cache name to the paths in it."""
        return dict(page.evaluate(KEPT))

    def wait_kept(self, page: Page, path: str, owner: str = "amal", there: bool = True) -> None:
        """Until this page is in that owner's cache (or no longer)."""
        look = "caches.has(name).then((has) => has && caches.open(name).then((cache) => cache.match(path)))"
        until(
            page,
            f"([name, path]) => {look}.then((found) => Boolean(found) === {json.dumps(there)})",
            [f"kept-{owner}", path],
        )

    def everything(self, page: Page) -> str:
        """All text in every storage a page can reach."""
        return str(page.evaluate(DUMP))

    def count(self, page: Page, waiting: int) -> None:
        """Until so many are waiting, and the page says so."""
        overview = "companion.outbox.overview(companion.meta('owner'))"
        until(page, f"(count) => {overview}.then((it) => it.waiting.length === count)", waiting)
        expect(page.locator("[data-unsent]")).to_have_text(str(waiting), timeout=PLENTY * 1000)

    def answer(self, page: Page, answers: list[int]) -> None:
        """Answers all statements by hand and finishes."""
        for place, value in enumerate(answers):
            page.locator(f"fieldset:visible input[value='{value}']").check()
            page.locator("[data-next]" if place < len(answers) - 1 else "[data-finish]").click()

    def _listen(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused to" in text:
            self.complaints.append(text)
