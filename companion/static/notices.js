/* Notices on this phone: asked for by a tap alone; on every open it looks whether they still arrive. */
(function (companion) {
  "use strict";

  const { all, show, meta } = companion;
  const HERE = "/me/notifications/phone";
  const NOTE = "companion-notices"; // whose notices are on here: an opaque name, gone at sign-out
  const box = document.querySelector("[data-notices]");
  const named = document.querySelector("[data-notices-whose]"); // staff: on the desk and on this page
  const owner = meta("owner") || (named ? named.dataset.noticesWhose : "");
  const able = "PushManager" in self && "Notification" in self && Boolean(navigator.serviceWorker);

  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const bytes = (key) => Uint8Array.from(atob(key.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const manager = async () => (await navigator.serviceWorker.ready).pushManager;

  async function key() {
    return (await (await fetch("/push/key", { cache: "no-store" })).json()).key;
  }

  async function post(path, body) {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const answer = await fetch(HERE + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (answer.ok) return;
    const { message } = await answer.json().catch(() => ({}));
    throw Object.assign(new Error("refused"), { sentence: message, status: answer.status });
  }

  /* Subscribes under the newest key (an older one gives way to it), and tells the server where. */
  async function subscribe() {
    const pushes = await manager();
    const newest = await key();
    let there = await pushes.getSubscription();
    if (there && text(there.options.applicationServerKey) !== newest) {
      await there.unsubscribe();
      there = null;
    }
    const options = { userVisibleOnly: true, applicationServerKey: bytes(newest) };
    const { endpoint, keys } = (there || (await pushes.subscribe(options))).toJSON();
    await post("/devices", { endpoint, keys, key: newest });
  }

  async function unsubscribe() {
    const there = await (await manager()).getSubscription();
    if (there) await there.unsubscribe();
  }

  /* Whether the app was opened just now, and not only the next page of it. */
  const opens = () => !document.referrer.startsWith(location.origin + "/") || /\/(sign-in|demo)\b/.test(document.referrer);

  /* On every open the address is told again, or that the phone is silent. */
  async function check() {
    const whose = companion.note(NOTE);
    if (!whose) return;
    if (whose !== owner) { // somebody else signed in here: what was hers ends
      companion.note(NOTE, "");
      return unsubscribe();
    }
    const off = Notification.permission !== "granted";
    show("[data-notices-off]", off && !box);
    if (off) say(Notification.permission === "denied" ? "denied" : "off");
    if (opens()) await (off ? post("/silent", {}) : subscribe());
  }

  function say(word, sentence) {
    all("[data-notices-say]").forEach((part) => { part.hidden = part.dataset.noticesSay !== word; });
    all("[data-notices-refused]").forEach((part) => { part.textContent = sentence || ""; });
  }

  async function turnOn(button) {
    button.disabled = true;
    say("");
    try {
      if ((await Notification.requestPermission()) !== "granted") return say("denied");
      await subscribe();
      companion.note(NOTE, owner);
      location.assign(HERE);
    } catch (fault) {
      say(fault.sentence ? "refused" : "broken", fault.sentence);
    } finally {
      button.disabled = false;
    }
  }

  if (!able || !owner) return;
  all("[data-notices-on]").forEach((button) => {
    const on = box.dataset.notices === "on" && Notification.permission === "granted";
    button.hidden = on || Notification.permission === "denied";
    button.addEventListener("click", () => turnOn(button));
    show("[data-notices-unable]", false);
    if (Notification.permission === "denied") say("denied");
  });
  all("[data-notices-end]").forEach((form) => form.addEventListener("submit", () => {
    companion.note(NOTE, "");
    unsubscribe().catch(() => null);
  }));
  check().catch(() => null); // no connection, or signed out: the next open looks again
})((self.companion = self.companion || {}));
