/* On the sign-in page: a scanned code or card fills its form and leaves the address bar; the person taps herself. */
(function (companion) {
  "use strict";

  const A_CODE = /^[\d-]+$/;
  const A_CARD = /^card-/i;
  const { all, show } = companion;
  const one = (selector) => document.querySelector(selector);

  function scanned() {
    const said = location.hash.slice(1);
    if (A_CARD.test(said)) withCard(said);
    else if (A_CODE.test(said)) withCode(said);
    else return;
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  function withCode(said) {
    one("#code").value = said.replace(/-/g, "").replace(/(\d{3})(?=\d)/g, "$1 ");
    only("[data-code-way]", "[data-card-way]", "code-form");
  }

  function withCard(said) {
    one("#card").value = said;
    one("[data-card-way] details").open = true;
    show("[data-card-way] summary", false);
    only("[data-card-way]", "[data-code-way]", "card-form");
  }

  /* One way is left, with one big button; switching language keeps what was scanned. */
  function only(way, other, form) {
    show("[data-other-way]", false);
    show(other, false);
    show(way, true);
    show("[data-typing]", false, one(way));
    show("[data-scanned]", true, one(way));
    one("#" + form + " .button").classList.add("main");
    all("button[name=_language]").forEach((button) => button.setAttribute("form", form));
  }

  self.addEventListener("hashchange", scanned);
  scanned();
})((self.companion = self.companion || {}));
