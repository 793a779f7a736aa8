/* Texts read aloud: small ones stay with the page that names them; a player gets the part it asks for. */
(function (companion) {
  "use strict";

  const SOUNDS = "sounds-1";
  const PLACES = ["/course-book/sound/", "/spoken/"];
  const NAMED = /\/(course-book\/sound|spoken)\/[0-9a-f-]{36}(?=" data-kept)/g; // the page says which are small enough
  const ANY_FORM = { ignoreVary: true };

  const isSound = ({ origin, pathname }) => origin === location.origin && PLACES.some((place) => pathname.startsWith(place));
  const namedIn = (html) => Array.from(new Set(html.match(NAMED)));

  /* Rejects when the phone has no room left; a sound that does not come is no reason to stop. */
  async function fetchAll(paths) {
    const cache = await caches.open(SOUNDS);
    for (const path of paths) {
      const answer = (await cache.match(path, ANY_FORM)) ? null : await fetch(path).catch(() => null);
      if (answer && answer.status === 200) await cache.put(path, answer);
    }
  }

  /* From the phone if it is there, else from the network. */
  async function sound(request) {
    const copy = await (await caches.open(SOUNDS)).match(request.url, ANY_FORM);
    return copy ? part(copy, request.headers.get("Range")) : fetch(request);
  }

  /* RFC 9110, 14: players ask for bytes from one place on. */
  async function part(copy, range) {
    const asked = /^bytes=(\d+)-(\d*)$/.exec(range || "");
    if (!asked) return copy;
    const whole = await copy.blob();
    const first = Number(asked[1]);
    const last = Math.min(asked[2] ? Number(asked[2]) : whole.size - 1, whole.size - 1);
    if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": "bytes */" + whole.size } });
    const headers = {
      "Content-Type": copy.headers.get("Content-Type"),
      "Content-Range": "bytes " + first + "-" + last + "/" + whole.size,
    };
    return new Response(whole.slice(first, last + 1), { status: 206, headers });
  }

  /* Removes sounds that none of these pages names any more. */
  async function tidy(pages) {
    const wanted = new Set([].concat(...pages.map(namedIn)));
    const cache = await caches.open(SOUNDS);
    const old = (await cache.keys()).filter((request) => !wanted.has(new URL(request.url).pathname));
    await Promise.all(old.map((request) => cache.delete(request)));
  }

  companion.sound = { isSound, namedIn, fetchAll, sound, tidy };
})((self.companion = self.companion || {}));
