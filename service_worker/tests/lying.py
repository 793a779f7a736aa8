"""A phone whose clock is wrong, page and worker alike: the seam is a few lines before their scripts, in tests only."""

from playwright.sync_api import Page

from service_worker.tests.registration import registration

A_YEAR_MS = 365 * 86_400_000
IDLE_AFTER = 30  # s: after so long without work Chromium stops a worker, unless a debugger such as ours looks on
LIE = """(() => {
  const Honest = Date, shift = %s;
  self.Date = class extends Honest {
    constructor(...said) { if (said.length) super(...said); else super(Honest.now() + shift); }
    static now() { return Honest.now() + shift; }
  };
  self.howWrong = () => Date.now() - Honest.now();
})();
"""
TELLS = """self.addEventListener("message", ({ data, ports }) => {
  if (data === "how wrong is your clock?") ports[0].postMessage(howWrong());
});
"""
PAGE_LIES = LIE % 'location.protocol === "about:" ? 0 : Number(localStorage.getItem("clock-shift") || 0)'
ASK = """() => navigator.serviceWorker.ready.then(({ active }) => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done(data);
  setTimeout(() => done(null), 2000); // a worker that another one has replaced answers no more
  active.postMessage("how wrong is your clock?", [port2]);
}))"""
UPDATE = """(patience) => {
  const { serviceWorker } = navigator, ask = () => serviceWorker.ready.then((now) => now.update()).catch(() => null);
  const again = setInterval(ask, 3000); // one that joins a look begun before the change finds nothing new
  self.replaced = Promise.race([
    new Promise((done) => serviceWorker.addEventListener("controllerchange", () => done(true))),
    new Promise((done) => setTimeout(() => done(false), patience * 1000)),
  ]).finally(() => clearInterval(again));
  ask();
}"""


def worker_lies(script: str, shift: int) -> str:
    """A worker whose clock is wrong by so many milliseconds from its first line on, also after it was started anew."""
    return LIE % shift + TELLS + script


def how_wrong(page: Page) -> int | None:
    """By how many milliseconds the clock of this page's worker is wrong, as it says itself; None: it did not say."""
    said = page.evaluate(ASK)
    return None if said is None else int(said)


def begin_to_replace(page: Page) -> None:
    """The browser asks for the worker's script anew, which has changed."""
    page.evaluate(UPDATE, IDLE_AFTER)


def until_replaced(page: Page) -> None:
    """Until the new worker has taken over this page.

    Nobody talks to the old one meanwhile: in Chromium a worker that is always asked something is never replaced.
    An idle one that is still thought busy is replaced when it is stopped, as every phone does: what it does is over.
    """
    if not page.evaluate("self.replaced"):
        begin_to_replace(page)
        _stop_workers(page)
        assert page.evaluate("self.replaced"), "the old worker stays"


def _stop_workers(page: Page) -> None:
    with registration(page) as (session, _worker):
        session.send("ServiceWorker.stopAllWorkers")


def wake_to_send(page: Page) -> None:
    """Background Sync fires: the worker sends what waits, and no page has asked it to."""
    with registration(page) as (session, worker):
        session.send("ServiceWorker.dispatchSyncEvent", {**worker, "tag": "companion-drain", "lastChance": False})
