/* A form that cannot be sent just now says so, and loses nothing. */
(function (companion) {
  "use strict";

  const QUEUED = "[data-call-me], [data-check-in], [data-sign-out]"; // these wait on the phone, or say it themselves

  /* Without a connection a form stays where it is, with what stands in it, and says that nothing was sent. */
  document.addEventListener("submit", (event) => {
    const switches = event.submitter && event.submitter.name === "_language";
    if (navigator.onLine || (event.target.matches(QUEUED) && !switches)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    notSent();
  }, true);

  function notSent() {
    companion.show("[data-not-sent]", true);
    companion.all("[data-not-sent]").forEach((said) => said.focus());
  }

  document.addEventListener("htmx:error", notSent);
  self.addEventListener("online", () => companion.show("[data-not-sent]", false));
})((self.companion = self.companion || {}));
