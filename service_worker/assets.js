/* Scripts, styles and drawings: their names carry a hash, so a stored one is always true. */
(function (companion) {
  "use strict";

  const STATIC = "static-1";
  const SOUND = /\.(mp3|m4a|aac|og[ga]|opus|wav|weba|webm|mp4)$/; // only on a tap that names its size
  const NAME = new RegExp(COMPANION.static_prefix + "[^\\s\"'<>()?#,;\\\\]+", "g");

  const isAsset = ({ origin, pathname }) =>
    origin === location.origin && pathname.startsWith(COMPANION.static_prefix) && !SOUND.test(pathname);

  /* The assets an HTML page names, without sound. */
  const namedIn = (html) => Array.from(new Set(html.match(NAME))).filter((path) => !SOUND.test(path));

  /* From the phone if it is there, else from the network and then stored. */
  async function asset(request, alive) {
    const cache = await caches.open(STATIC);
    const copy = await cache.match(request, { ignoreVary: true });
    if (copy) return copy;
    const response = await fetch(request);
    if (response.status === 200) alive(cache.put(request, response.clone()));
    return response;
  }

  /* Rejects when the phone has no room left; a missing asset alone is no reason to stop. */
  async function fetchAll(paths) {
    const stored = [];
    await Promise.all(paths.map((path) => asset(path, (storing) => stored.push(storing)).catch(() => null)));
    await Promise.all(stored);
  }

  /* The shell of this version: its assets, and its neutral pages on the shelf. */
  async function install() {
    const pages = COMPANION.shell.filter((path) => !path.startsWith(COMPANION.static_prefix));
    const shelf = await caches.open(companion.caching.SHELF);
    await Promise.all(pages.map((path) => shelf.add(new Request(path, { cache: "reload" })).catch(() => null)));
    await fetchAll(COMPANION.shell.filter((path) => !pages.includes(path))).catch(() => null);
  }

  /* Removes old assets, except those that a page kept on this phone still names. */
  async function tidy() {
    const wanted = new Set(COMPANION.shell);
    const pages = [];
    for (const name of (await companion.caching.keptNames()).concat(companion.caching.SHELF)) {
      for (const page of await (await caches.open(name)).matchAll()) pages.push(await page.text());
    }
    pages.forEach((text) => namedIn(text).forEach((path) => wanted.add(path)));
    await companion.sound.tidy(pages);
    const cache = await caches.open(STATIC);
    const old = (await cache.keys()).filter((request) => !wanted.has(new URL(request.url).pathname));
    await Promise.all(old.map((request) => cache.delete(request)));
  }

  companion.assets = { isAsset, namedIn, asset, fetchAll, install, tidy };
})((self.companion = self.companion || {}));
