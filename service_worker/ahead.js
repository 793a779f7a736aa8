/* Fetches ahead what a person may need without a connection: her pages, forms in every language, the rest in two. */
(function (companion) {
  "use strict";

  const FRESH = 600000; // ms during which a kept page is not fetched ahead again
  const FRESH_COPIES = 3600000; // the same for its copies in the other languages
  const CALM = 1500; // ms in which the page itself comes first
  const { caching, copies } = companion;

  /* One after the other, unless a fresh copy in her language is there; `era` is the one in which it was asked for. */
  async function ahead(owner, paths, language, era) {
    const over = () => caching.now().era !== era || (caching.now().current || "") !== (owner || "");
    if (caching.now().era !== era) return;
    const wanted = ["/offline", "/help", ...paths];
    for (const path of wanted) {
      const kept = new URL(path, location.origin);
      if (caching.isPage(kept) && !(await isFresh(kept.href, FRESH, language))) await ask(path, path, "keep", era);
      if (over()) return;
    }
    for (const path of COMPANION.in_every_language.filter((one) => wanted.includes(one))) {
      if (!(await isFresh(location.origin + copies.of(path), FRESH_COPIES))) await ask(path, copies.of(path), "languages", era);
      if (over()) return;
    }
    for (const path of wanted) {
      await beside(path, era);
      if (over()) return;
    }
  }

  /* The copy of a kept page in the language that one tap leads to, so that both can be read without a connection. */
  async function beside(path, era) {
    const page = await caching.kept(location.origin + path);
    const other = page && page.headers.get("Companion-Beside");
    if (!other || copies.isInAll(path)) return;
    if (!(await isFresh(location.origin + copies.of(path), FRESH_COPIES, other))) await ask(path, copies.of(path), "beside", era);
  }

  /* The same after a page was opened; where data is dear, only what was fetched ahead. */
  async function opened(url, era) {
    const { saveData } = navigator.connection || {};
    if (saveData) return;
    await new Promise((done) => setTimeout(done, CALM));
    if (caching.now().era === era) await beside(new URL(url).pathname, era);
  }

  async function ask(path, name, purpose, era) {
    const answer = await fetch(path, { credentials: "same-origin", headers: { "Companion-Purpose": purpose } });
    const isJson = /json/.test(answer.headers.get("Content-Type"));
    if (answer.ok && isJson !== (purpose !== "keep")) return;
    await caching.keep(location.origin + name, answer, era);
  }

  async function isFresh(url, age, language) {
    const copy = await caching.kept(url);
    if (!copy || (language && copy.headers.get("Content-Language") !== language)) return false;
    return Math.abs(Date.now() + caching.now().skew - Date.parse(copy.headers.get("Date"))) < age;
  }

  Object.assign(companion, { ahead, opened });
})((self.companion = self.companion || {}));
