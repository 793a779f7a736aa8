/* The list of the day: at midnight it goes from the screen and from the phone, also on a page that was left open. */
(function (companion) {
  "use strict";

  const mark = document.querySelector("[data-day-until]");
  const until = Date.parse(mark.dataset.dayUntil);

  /* Nothing of anybody stays on the screen; the way on is the desk, which needs a connection. */
  function end() {
    document.querySelector("main").replaceChildren();
    const worker = navigator.serviceWorker;
    const told = worker && worker.controller && worker.controller.postMessage({ type: "day-over" });
    location.replace("/desk");
    return told;
  }

  const look = () => Date.now() >= until && end();

  setTimeout(look, Math.max(0, until - Date.now()));
  document.addEventListener("visibilitychange", look);
  self.addEventListener("pageshow", look);
  look();
})((self.companion = self.companion || {}));
