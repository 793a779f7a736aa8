/* What the worker listens to. It touches same-origin GET only; every POST goes straight to the server. */
(function (companion) {
  "use strict";

  const { caching, assets, sound, sending, outbox, day, drafts } = companion;
  const OUT = /^\/sign-out(\/|$)/;
  const DOORS = /^\/(sign-in|sign-out|demo)(\/|$)/; // a form sent there may change who holds this phone
  const lent = new Set(); // pages that were opened from their kept copy
  const NO_ROOM = { type: "keep-failed" };
  let full = false; // the phone had no room left; a page that opens later is told so too
  let ahead = Promise.resolve();

  const onServer = (url) => url.origin === location.origin;

  function isFull(error) {
    full = error.name === "QuotaExceededError";
    return full && tell(NO_ROOM);
  }

  self.addEventListener("install", (event) => event.waitUntil(assets.install().then(() => self.skipWaiting())));
  self.addEventListener("activate", (event) => event.waitUntil(assets.tidy().then(() => self.clients.claim())));

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    const alive = (work) => event.waitUntil(work.catch(isFull));
    const opens = request.mode === "navigate" && onServer(url);
    if (opens && request.method === "POST" && OUT.test(url.pathname)) alive(companion.push.end());
    if (opens && request.method === "POST" && DOORS.test(url.pathname)) return drafts.clear(), alive(caching.forget());
    if (request.method !== "GET") return;
    if (opens) alive(day.tidy());
    if (opens && day.isDay(url)) {
      event.respondWith(day.page(request, () => lent.add(event.resultingClientId), alive));
    } else if (opens && caching.isPage(url)) {
      event.respondWith(caching.page(request, () => lent.add(event.resultingClientId), alive));
    } else if (assets.isAsset(url)) {
      event.respondWith(assets.asset(request, alive));
    } else if (sound.isSound(url)) {
      event.respondWith(sound.sound(request));
    }
  });

  self.addEventListener("message", (event) => {
    const { type, owner, pages, language } = event.data || {};
    const answer = MESSAGES[type];
    if (answer) event.waitUntil(answer(event, owner, pages, language));
  });

  const MESSAGES = {
    "day-over": day.drop,
    draft: ({ data }) => drafts.keep(data),
    "draft-back": ({ data, ports }) => ports[0].postMessage(drafts.of(data)),
    "draft-over": ({ data }) => drafts.over(data),
    hello: async (event, owner) => {
      await day.tidy();
      if (lent.has(event.source.id)) event.source.postMessage({ type: "from-kept" });
      if (full) event.source.postMessage(NO_ROOM);
      if (owner) await caching.meet(owner);
    },
    keep: (event, owner, pages, language) => {
      const { era } = caching.now(); // what is asked for after somebody signed out is no longer fetched
      return (ahead = ahead.then(() => companion.ahead(owner, pages, language, era)).catch(isFull));
    },
    forget: async (event) => {
      drafts.clear();
      await Promise.all([caching.forget(), companion.push.end().catch(() => null)]);
      if (event.ports[0]) event.ports[0].postMessage({ type: "forgotten" });
    },
  };

  self.addEventListener("sync", (event) => {
    if (event.tag === "companion-drain") event.waitUntil(drain());
  });

  /* Sends what the person signed in last has waiting; a rejection makes the browser try again. */
  async function drain() {
    const owner = await outbox.noted("owner");
    if (!owner) return;
    const { state, sent } = await sending.drain(owner);
    if (sent.length && self.BroadcastChannel) new BroadcastChannel("companion").postMessage({ owner, sent });
    if (state === "later" || state === "offline") throw new Error("the outbox waits");
  }

  async function tell(message) {
    for (const page of await self.clients.matchAll()) page.postMessage(message);
  }
})((self.companion = self.companion || {}));
