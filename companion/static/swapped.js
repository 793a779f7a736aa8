/* After a part of the page was made anew: whoever pressed a key stands on the new part, not at the top of the page. */
(function () {
  "use strict";

  let part = null;

  document.addEventListener("submit", ({ target }) => { part = target.getAttribute("hx-target"); }, true);
  document.addEventListener("htmx:after:swap", () => {
    const fresh = part && document.querySelector(part);
    if (!fresh || document.activeElement !== document.body) return;
    fresh.tabIndex = -1;
    fresh.focus({ preventScroll: true });
  });
})();
