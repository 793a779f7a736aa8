/* Where the copies of a page in other languages lie, whether one still says what the page says, and what stands in for it. */
(function (companion) {
  "use strict";

  const START = "/languages"; // + path
  const KEY = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g; // a form has a new one each time

  const of = (url) => START + new URL(url, location.origin).pathname;
  const isInAll = (path) => COMPANION.in_every_language.includes(path);
  const bare = (text) => text.slice(text.indexOf("<main")).replace(KEY, "");

  /* Whether a page is another than the kept one: then its copy in another language would be untrue. */
  async function saysMore(url, old, fresh, text) {
    const spoken = ({ headers }) => headers.get("Content-Language");
    if (!old || isInAll(new URL(url).pathname)) return false;
    return spoken(old) !== spoken(fresh) || bare(await old.text()) !== bare(text);
  }

  const BLANK = { "/check-in": "/check-in/blank", "/check-in/assisted": "/check-in/blank/assisted" };

  /* Where her own form may not be kept, or is not: the blank one, which is nobody's. */
  async function standIn(url) {
    const blank = BLANK[new URL(url).pathname];
    return blank && (await companion.caching.kept(location.origin + blank)) ? Response.redirect(blank, 302) : null;
  }

  companion.copies = { of, isInAll, saysMore, standIn };
})((self.companion = self.companion || {}));
