"""Delivers a notice to a browser's own worker as its push service would, and reads what it shows."""

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page, Worker

from service_worker.tests.fake_server import PLENTY
from service_worker.tests.phone import until
from service_worker.tests.registration import registration

SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, tag, lang, dir }) => ({ title, body, tag, lang, dir }))"""
LISTENING = """() => {
  const seam = ServiceWorkerRegistration.prototype, show = seam.showNotification;
  self.shownNotice = new Promise((done) => {
    seam.showNotification = async function (...told) {
      seam.showNotification = show;
      await show.apply(this, told);
      done(true);
    };
  });
}"""
HEARD = """(patience) => Promise.race([
  self.shownNotice, new Promise((done) => setTimeout(() => done(false), patience * 1000)),
])"""
PUSHES = 3  # a push that did not wake the worker is sent again, as a push service does
TAPPED = """async () => {
  const [notification] = await self.registration.getNotifications(), opened = [], waits = [];
  self.clients.openWindow = async (path) => opened.push(path); // a browser opens one after a real tap only
  WindowClient.prototype.focus = async function () { return this; }; // and brings one to the front
  const event = new NotificationEvent("notificationclick", { notification });
  event.waitUntil = (wait) => waits.push(wait); // waits for nothing that did not come from the browser
  self.dispatchEvent(event);
  await Promise.all(waits);
  return { opened, left: (await self.registration.getNotifications()).length };
}"""
CHANGED = """async (given) => {
  const waits = [], event = new Event("pushsubscriptionchange");
  PushManager.prototype.subscribe = async () => ({ toJSON: () => given });
  event.waitUntil = (wait) => waits.push(wait);
  self.dispatchEvent(event);
  await Promise.all(waits);
}"""
FAKE_SERVICE = """(given) => {
  if (location.protocol === "about:") return;
  let there = null;
  const NAME = "fake-push-service", kept = localStorage.getItem(NAME);
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  self.companionPushKey = () => there && there.options.applicationServerKey;
  const made = (options) => (there = {
    options: { applicationServerKey: new Uint8Array(options.applicationServerKey).buffer },
    toJSON: () => given,
    unsubscribe: async () => { there = null; localStorage.removeItem(NAME); return true; },
  });
  if (kept) made({ applicationServerKey: bytes(kept) });
  PushManager.prototype.getSubscription = async () => there;
  PushManager.prototype.subscribe = async (options) => {
    const key = btoa(String.fromCharCode(...options.applicationServerKey));
    localStorage.setItem(NAME, key);
    return made(options);
  };
}"""  # the one seam that needs the internet: a browser's subscription to its maker's push service


def allow(context: BrowserContext) -> None:
    """She said yes when the browser asked."""
    context.grant_permissions(["notifications"])


def subscribes_to(context: BrowserContext, given: dict[str, Any]) -> None:
    """From here on this browser's subscription is the given one."""
    context.add_init_script(f"({FAKE_SERVICE})({json.dumps(given)})")


def deliver(page: Page, data: str) -> None:
    """One notice arrives at the worker of this page, its seal already opened by the browser.

    Returns once it is shown. Who asks Chromium for its notices in the moment one is being shown may lose that one
    for good: it is written down, not yet on the screen, and taken for one that was wiped away.
    """
    until(page, "() => navigator.serviceWorker.ready.then(() => true)")
    worker = _worker(page)
    worker.evaluate(LISTENING)
    for _ in range(PUSHES):
        _push(page, data)
        if worker.evaluate(HEARD, PLENTY / PUSHES):
            return
    raise AssertionError("the worker showed no notice")


def _worker(page: Page) -> Worker:
    """This browser's worker, once Playwright has met it."""
    met = page.context.service_workers
    return met[0] if met else page.context.wait_for_event("serviceworker")


def _push(page: Page, data: str) -> None:
    with registration(page) as (session, worker):
        session.send("ServiceWorker.deliverPushMessage", {**worker, "data": data})


def tap(page: Page) -> dict[str, Any]:
    """She taps the notice that stands there: the windows her worker opened, and how many notices are left."""
    return dict(_worker(page).evaluate(TAPPED))


def address_changes(page: Page, given: dict[str, Any]) -> None:
    """The browser has another address for notices from now on, and tells the worker so."""
    _worker(page).evaluate(CHANGED, given)


def shown(page: Page, count: int = 1) -> list[dict[str, str]]:
    """What stands on the screen, once there are so many."""
    until(page, f"() => ({SHOWN})().then((all) => all.length === {count})")
    return list(page.evaluate(SHOWN))
