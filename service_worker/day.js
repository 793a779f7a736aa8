/* The list of a working day: on a member of staff's own phone until midnight, where the server says so, and no minute longer. */
(function (companion) {
  "use strict";

  const PATH = "/desk/today";
  const DAY = "kept-day"; // begins as every person's pages do: a sign-out and the next person remove it
  const PATIENCE = 4000; // ms before the kept list stands in for a slow network
  const ANY_FORM = { cacheName: DAY, ignoreVary: true, ignoreSearch: true }; // looking makes no empty cache
  const { caching } = companion;

  const isDay = (url) => url.origin === location.origin && url.pathname === PATH;
  const isOver = (copy) => !(Date.now() + Number(copy.headers.get("Companion-Skew")) < Number(copy.headers.get("Companion-Until")));
  const drop = () => caches.delete(DAY);

  /* Network first; the kept list only before its midnight. */
  async function page(request, lent, alive) {
    const { era } = caching.now();
    const network = fetch(request);
    alive(network.then((response) => keep(response, era)));
    const slow = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    const answer = network.then((response) => response);
    const copy = (await Promise.race([answer, slow]).catch(() => null)) ? null : await kept();
    if (copy) lent();
    return copy || answer.catch(() => caching.offline(lent));
  }

  /* Any answer but a list that may be kept removes the old one: switched off, signed out, no longer staff. */
  async function keep(answer, era) {
    const said = (name) => answer.headers.get("Companion-" + name);
    if (!answer.ok || answer.redirected || said("Keep") !== "day") return drop();
    const skew = (Date.parse(answer.headers.get("Date")) || Date.now()) - Date.now();
    const headers = new Headers(answer.headers);
    headers.set("Companion-Skew", String(skew));
    const body = await answer.clone().text();
    if (caching.now().era !== era) return drop();
    await (await caches.open(DAY)).put(PATH, new Response(body, { headers }));
    return companion.assets.fetchAll(companion.assets.namedIn(body));
  }

  async function kept() {
    const copy = await caches.match(PATH, ANY_FORM).catch(() => null);
    if (copy && isOver(copy)) await drop();
    return copy && !isOver(copy) ? copy : null;
  }

  companion.day = { isDay, page, drop, tidy: kept };
})((self.companion = self.companion || {}));
