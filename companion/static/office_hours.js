/* Office hours on a page that may have been kept for days: is somebody there now, and when is it read next? */
(function (companion) {
  "use strict";

  const { all, show } = companion;
  const LOOK_AGAIN = 60000; // ms
  const before = (moment) => Date.now() < Date.parse(moment);

  /* Where nobody is there to ask, or the page is older than the hours it knows, it counts as closed. */
  function closed() {
    const next = all("[data-read-until]").find((mark) => before(mark.dataset.readUntil));
    return !next || before(next.dataset.readFrom);
  }

  /* Shows the next time for each contact on the page; when closed, other numbers come before the button. */
  function tell() {
    new Set(all("[data-read-until]").map((mark) => mark.parentNode)).forEach((place) => {
      const marks = all("[data-read-until]", place);
      const next = marks.find((mark) => before(mark.dataset.readUntil));
      marks.forEach((mark) => { mark.hidden = mark !== next; });
    });
    show("[data-when-closed]", closed());
    all("[data-by-hours]").forEach((place) => {
      const [talk, lines] = ["[data-talk]", "[data-lines]"].map((part) => place.querySelector(part));
      if (talk && lines) place.insertBefore(closed() ? lines : talk, place.firstElementChild);
    });
  }

  companion.office = { closed };
  setInterval(tell, LOOK_AGAIN);
  document.addEventListener("visibilitychange", tell);
  self.addEventListener("pageshow", tell);
  document.addEventListener("companion:spoken", tell); // the copy stands in the order of the server
  tell();
})((self.companion = self.companion || {}));
