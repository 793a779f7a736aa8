/* What every script of a page asks of it: a word in its head, the parts that match, and showing them or not. */
(function (companion) {
  "use strict";

  companion.meta = (name) => {
    const tag = document.querySelector('meta[name="companion-' + name + '"]');
    return tag ? tag.content : "";
  };
  companion.all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  companion.show = (selector, on, root) => companion.all(selector, root).forEach((part) => { part.hidden = !on; });
})((self.companion = self.companion || {}));
