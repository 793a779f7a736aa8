/* Another language without a connection: the copies lie on the phone, and everything chosen stays chosen. */
(function (companion) {
  "use strict";

  const FILLED = "[data-step], [data-index], [data-receipt], [data-receipts], [data-unsent], [data-other], [data-left]";
  const AS_IT_IS = ["hidden", "tabindex", "class", "value", "checked", "open", "disabled"]; // what the page is doing now
  const OF_A_LANGUAGE = ["lang", "dir", "aria-current"];
  const FORM = "form[data-check-in]";
  const held = {}; // copies of a page that no phone may store: only here, only while it is open

  async function copies(path) {
    const kept = held[path] ? null : await caches.match("/languages" + path);
    return held[path] || (kept ? kept.json() : {});
  }

  /* Turns this page into another language where it stands; false when there is no copy of it. */
  companion.speak = async (code) => {
    const [page, around] = await Promise.all([copies(location.pathname), copies("/offline")]);
    if (!page[code] || !around[code]) return false;
    const read = (text) => new DOMParser().parseFromString(text, "text/html");
    const [leaf, shell] = [read(page[code]), read(around[code])];
    const { documentElement: root } = document;
    const before = { lang: root.lang, dir: root.dir };
    const after = { lang: shell.documentElement.lang, dir: shell.documentElement.dir };
    if (!turnMain(leaf, before, after)) return false;
    ["header", "nav.places", "footer"].forEach((part) => both(document.querySelector(part), shell.querySelector(part)));
    Object.assign(root, after);
    document.title = leaf.title;
    companion.wish(code);
    companion.all("details.menu").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
    return true;
  };

  const both = (old, fresh) => old && fresh && turn(old, fresh);

  /* A form in a language that has no wording of its own stays as it is, with the other way beside it. */
  function turnMain(leaf, before, after) {
    const main = document.querySelector("main");
    const [old, fresh] = [main.querySelector(FORM), leaf.querySelector(FORM)];
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

  /* Gives an element the words of its copy; elements stay the same, so nothing chosen or listened to is lost. */
  function turn(old, fresh) {
    OF_A_LANGUAGE.filter((name) => !fresh.hasAttribute(name)).forEach((name) => old.removeAttribute(name));
    Array.from(fresh.attributes).filter(({ name }) => !AS_IT_IS.includes(name))
      .forEach(({ name, value }) => old.setAttribute(name, value));
    if (old.matches(FILLED)) return;
    const rest = Array.from(old.childNodes);
    const order = Array.from(fresh.childNodes, (theirs) => {
      const found = rest.findIndex((mine) => kind(mine) === kind(theirs));
      const mine = found < 0 ? theirs : rest.splice(found, 1)[0];
      if (mine !== theirs && mine.nodeType === 1) turn(mine, theirs);
      else if (mine !== theirs) mine.data = theirs.data;
      return mine;
    });
    rest.forEach((left) => left.remove());
    order.forEach((mine, place) => {
      if (old.childNodes[place] !== mine) old.insertBefore(mine, old.childNodes[place] || null);
    });
  }

  const kind = (node) => [node.nodeName, node.id, node.name, node.value].join("|");

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
