/* A form that cannot be sent just now says so, and loses nothing. */
(function (companion) {
  "use strict";

  const QUEUED = "[data-call-me], [data-check-in], [data-sign-out], [data-quiet]"; // these wait on the phone, or say it themselves

  /* Without a connection a form stays where it is, with what stands in it, and says that nothing was sent. */
  document.addEventListener("submit", (event) => {
    const switches = event.submitter && event.submitter.name === "_language";
    if (switches && navigator.onLine) companion.wish(""); // the server hears the new one
    if (navigator.onLine || (event.target.matches(QUEUED) && !switches)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!switches) return notSent();
    companion.more().then(() => companion.speak(event.submitter.value)).then((spoken) => spoken || notSent(), notSent);
  }, true);

  function notSent() {
    companion.show("[data-not-sent]", true);
    companion.all("[data-not-sent]").forEach((said) => said.focus());
  }

  /* What this browser itself keeps in mind, if it may. */
  companion.note = (name, value) => {
    try {
      if (value !== undefined) localStorage.setItem(name, value);
      return localStorage.getItem(name);
    } catch {
      return "";
    }
  };

  /* The language chosen without a connection, until the server knows it; no person in it. */
  companion.wish = (code) => companion.note("companion-language", code);

  document.addEventListener("htmx:error", notSent);
  self.addEventListener("online", () => companion.show("[data-not-sent]", false));
})((self.companion = self.companion || {}));
