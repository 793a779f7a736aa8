/* Fetches ahead what a person may need without a connection: her pages, and the forms in every language. */
(function (companion) {
  "use strict";

  const FRESH = 600000; // ms during which a kept page is not fetched ahead again
  const FRESH_COPIES = 3600000; // the same for its copies in the other languages
  const COPIES = "/languages"; // + path: where the copies of one page in every language are kept
  const { caching } = companion;

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
      if (!(await isFresh(location.origin + COPIES + path, FRESH_COPIES))) await ask(path, COPIES + path, "languages", era);
      if (over()) return;
    }
  }

  async function ask(path, name, purpose, era) {
    const answer = await fetch(path, { credentials: "same-origin", headers: { "Companion-Purpose": purpose } });
    await caching.keep(location.origin + name, answer, era);
  }

  async function isFresh(url, age, language) {
    const copy = await caching.kept(url);
    if (!copy || (language && copy.headers.get("Content-Language") !== language)) return false;
    return Math.abs(Date.now() + caching.now().skew - Date.parse(copy.headers.get("Date"))) < age;
  }

  companion.ahead = ahead;
})((self.companion = self.companion || {}));
