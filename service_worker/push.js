/* Notices: every push shows one, whatever is in it; three silent ones and some phones end it all. */
(function (companion) {
  "use strict";

  const SEEN = "/push/seen";
  const DEVICES = "/me/notifications/phone/devices";
  const JSON_KIND = { "Content-Type": "application/json", Accept: "application/json" };
  const words = (told, name) => (typeof told[name] === "string" && told[name] ? told[name] : "");

  /* What was told, in any version: one that cannot be read is shown as the neutral text. */
  function read(event) {
    try {
      const told = event.data.json();
      return words(told, "title") ? told : { ...COMPANION.notice, n: words(told, "n") };
    } catch {
      return COMPANION.notice;
    }
  }

  const bytes = (key) => Uint8Array.from(atob(key.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const post = (path, body, credentials) =>
    fetch(path, { method: "POST", headers: JSON_KIND, body: JSON.stringify(body), credentials, keepalive: true });
  const report = (n, what) => (n ? post(SEEN, { n, what }, "omit").catch(() => null) : null);

  async function show(told) {
    const id = words(told, "n");
    await self.registration.showNotification(words(told, "title"), {
      body: words(told, "body"),
      lang: words(told, "lang"),
      dir: ["ltr", "rtl"].includes(told.dir) ? told.dir : "auto",
      tag: id || "companion", // the same notice twice is shown once
      icon: COMPANION.notice.icon,
      data: { n: id },
    });
    await report(id, "shown");
  }

  async function open(notice) {
    notice.close();
    await Promise.all([report((notice.data || {}).n, "opened"), toMessages()]);
  }

  async function toMessages() {
    const [page] = await self.clients.matchAll({ type: "window" });
    const shown = page && (await page.focus().catch(() => null));
    const there = shown && (await shown.navigate("/messages").catch(() => null));
    return there || self.clients.openWindow("/messages");
  }

  /* The browser changed the address: the new one is told, under the session that is here. */
  async function again() {
    const { key } = await (await fetch("/push/key", { cache: "no-store" })).json();
    const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
    const { endpoint, keys } = (await self.registration.pushManager.subscribe(options)).toJSON();
    return post(DEVICES, { endpoint, keys, key }, "same-origin");
  }

  /* Signed out: nothing comes to this phone for whoever leaves it. */
  async function end() {
    if (!self.registration.pushManager) return;
    const there = await self.registration.pushManager.getSubscription();
    if (there) await there.unsubscribe();
  }

  self.addEventListener("push", (event) => event.waitUntil(show(read(event))));
  self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));
  self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(again().catch(() => null)));
  companion.push = { end };
})((self.companion = self.companion || {}));
