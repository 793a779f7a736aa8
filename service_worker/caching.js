/* Which pages stay on the phone for a day without a connection. The server's headers decide. */
(function (companion) {
  "use strict";

  const SHELF = "shelf-1"; // neutral pages, the same for everybody
  const KEPT = "kept-"; // + owner token: one person's own pages, on her own phone
  const PATIENCE = 4000; // ms before a kept page stands in for a slow network
  const ANY_FORM = { ignoreVary: true, ignoreSearch: true };
  const NEVER = /^\/(api|desk)(\/|$)/;
  const GONE = [200, 403, 404, 410]; // answers after which an old copy would be untrue
  const { copies } = companion;
  let era = 0; // a new one begins with each forgetting; answers asked for before it are not stored
  let current = null; // the owner seen last
  let skew = 0; // ms the server's clock is ahead of this phone's
  let tidied = null; // old receipts went once since the worker started
  let line = Promise.resolve();

  const isPage = (url) => url.origin === location.origin && !NEVER.test(url.pathname);
  const inTurn = (work) => (line = line.then(work, work));
  const remove = (stays) => inTurn(async () =>
    Promise.all((await keptNames()).filter((name) => name !== stays).map((name) => caches.delete(name))));
  const keptNames = async () => (await caches.keys()).filter((name) => name.startsWith(KEPT));

  /* Signed out, or somebody else may be: no person's page stays. */
  function forget() {
    era += 1;
    current = null;
    return remove();
  }

  /* This owner is signed in: nobody else's page stays. */
  function meet(owner) {
    if (current && current !== owner) era += 1;
    current = owner;
    return remove(KEPT + owner);
  }

  /* Network first; after four seconds, or without a network, the kept page, and `lent` is told. */
  async function page(request, lent, alive) {
    const began = era;
    const network = fetch(request);
    alive(network.then((response) => keep(request.url, response, began)).then(() => companion.opened(request.url, began)));
    const answer = network.then((response) => response);
    const slow = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    const copy = (await Promise.race([answer, slow]).catch(() => null)) ? null : await kept(request.url);
    if (copy) lent();
    return copy || answer.catch(async () => (await copies.standIn(request.url)) || offline(lent));
  }

  const offline = (lent) => kept("/offline").then((copy) => (lent(), copy || Response.error()));

  async function kept(url) {
    const names = await keptNames();
    const own = names.length === 1 && (await (await caches.open(names[0])).match(url, ANY_FORM));
    return own || (await caches.open(SHELF)).match(url, ANY_FORM);
  }

  /* Stores an answer where its headers say; one that may not be kept removes the old copy. */
  async function keep(url, answer, began) {
    const said = (name) => answer.headers.get("Companion-" + name);
    const { pathname, search } = new URL(url);
    const cache = said("Keep") === "anyone" ? SHELF : said("Keep") === "own" && said("Owner") && KEPT + said("Owner");
    const stored = answer.ok && cache && answer.type === "basic" && !answer.redirected && !search;
    const copy = stored && answer.clone();
    if (began !== era) return;
    skew = (Date.parse(answer.headers.get("Date")) || Date.now()) - Date.now();
    if (!tidied) tidied = companion.outbox.tidy(Date.now() + skew).catch(() => null);
    const met = said("Owner") && meet(said("Owner"));
    const then = era; // before anything is waited for: who signs out meanwhile leaves nothing
    await met;
    if (pathname === "/" && said("Keep") === "never" && [200, 401, 403].includes(answer.status)) await forget();
    if (!copy) return GONE.includes(answer.status) && inTurn(() => drop(url));
    const text = await copy.clone().text();
    await inTurn(async () => {
      if (then !== era) return;
      const pages = await caches.open(cache);
      if (await copies.saysMore(url, await pages.match(url, ANY_FORM), copy, text)) await pages.delete(copies.of(url));
      await pages.put(url, copy);
    });
    await companion.assets.fetchAll(companion.assets.namedIn(text));
    await companion.sound.fetchAll(companion.sound.namedIn(text));
  }

  async function drop(url) {
    const names = (await keptNames()).concat(SHELF);
    await Promise.all(names.map(async (name) => {
      const cache = await caches.open(name);
      await Promise.all([url, copies.of(url)].map((one) => cache.delete(one)));
    }));
  }

  /* For whoever asks ahead: what an answer has to be compared with when it comes. */
  const now = () => ({ era, current, skew });

  companion.caching = { SHELF, isPage, forget, meet, page, keep, kept, now, keptNames, offline };
})((self.companion = self.companion || {}));
