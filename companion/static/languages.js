/* Another language without a connection: the copies lie on the phone, and everything chosen stays chosen. */
(function (companion) {
  "use strict";

  const { turn, whole, OF_A_LANGUAGE } = companion.turning;
  const FORM = "form[data-check-in]";
  const held = {}; // copies of a page that no phone may store: only here, only while it is open
  async function copies(path) {
    const kept = held[path] ? null : await caches.match("/languages" + path);
    return held[path] || (kept ? kept.json() : {});
  }

  /* Where the pictograms lie stands on every page. */
  function read(text) {
    const [icons] = document.querySelector("use").getAttribute("href").split("#");
    return new DOMParser().parseFromString(whole(text, icons), "text/html");
  }

  /* The page as it is kept: its own language has no other copy. */
  async function own(lang) {
    const kept = await caches.match(location.pathname, { ignoreVary: true });
    return kept && kept.headers.get("Content-Language") === lang ? read(await kept.text()) : null;
  }

  /* Turns this page into another language where it stands; false when there is no copy of it. */
  companion.speak = async (code) => {
    const [page, around] = await Promise.all([copies(location.pathname), copies("/offline")]);
    if (!around[code]) return false;
    const shell = read(around[code]);
    const leaf = page[code] ? read(page[code]) : await own(shell.documentElement.lang);
    if (!leaf) return false;
    const { documentElement: root, activeElement: tapped } = document;
    const byOneTap = tapped && tapped.closest(".switch");
    const before = { lang: root.lang, dir: root.dir };
    const after = { lang: shell.documentElement.lang, dir: shell.documentElement.dir };
    if (!turnMain(leaf, before, after)) return false;
    const place = document.querySelector("nav.places [aria-current]");
    const current = place && place.getAttribute("aria-current");
    ["header", "nav.places", "footer"].forEach((part) => both(document.querySelector(part), shell.querySelector(part)));
    if (place) place.setAttribute("aria-current", current); // the page around knows no place
    Object.assign(root, after);
    document.title = leaf.title;
    companion.wish(code);
    companion.all("details.menu").forEach((menu) => { menu.open = false; });
    const next = (byOneTap && document.querySelector(".switch button")) || document.querySelector("details.menu summary");
    if (next) next.focus();
    document.dispatchEvent(new CustomEvent("companion:spoken"));
    return true;
  };

  const both = (old, fresh) => old && fresh && turn(old, fresh);

  /* A form in a language that has no wording of its own stays as it is, with the other way beside it.
     One that nobody has begun, on a page that is nobody's, is words like the rest. */
  function turnMain(leaf, before, after) {
    const main = document.querySelector("main");
    const begun = main.querySelector(FORM) && !main.querySelector("[data-neutral][hidden]");
    const [old, fresh] = [begun, begun || !leaf.querySelector("[data-neutral]") ? leaf.querySelector(FORM) : null];
    if (fresh && !old) return false;
    companion.all("[data-lent]", main).forEach((lent) => lent.remove());
    if (Boolean(old) === Boolean(fresh)) {
      OF_A_LANGUAGE.forEach((name) => main.removeAttribute(name));
      turn(main, leaf.querySelector("main"));
    } else {
      if (!main.lang) Object.assign(main, before);
      const beside = leaf.querySelector("#talk");
      if (beside) main.prepend(Object.assign(beside, after));
      if (beside) beside.dataset.lent = "";
    }
    return true;
  }

  /* The choice goes to the server as soon as it can, so that the next page is in that language too. */
  async function tell() {
    const wish = companion.wish();
    if (!wish || !navigator.onLine) return;
    const answer = await fetch("/language", { method: "POST", body: new URLSearchParams({ _language: wish, next: "/healthz" }) });
    if (answer.ok && companion.wish() === wish) companion.wish("");
  }

  /* The form in every language, in memory, where the phone may not keep it. */
  async function hold() {
    const path = location.pathname;
    if (!document.querySelector(FORM) || (self.caches && (await caches.match("/languages" + path)))) return;
    const answer = await fetch(path, { headers: { "Companion-Purpose": "languages" } });
    if (answer.ok) held[path] = await answer.json();
  }

  self.addEventListener("online", () => tell().catch(() => null));
  const wish = companion.wish();
  if (wish) companion.speak(wish).catch(() => null);
  tell().catch(() => null);
  hold().catch(() => null);
})((self.companion = self.companion || {}));
