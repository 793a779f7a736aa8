/* Where the copies of a page in other languages lie, and whether one still says what the page says. */
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

  companion.copies = { of, isInAll, saysMore };
})((self.companion = self.companion || {}));
