/* Her own result of a check-in, told once on this screen and wiped when she leaves it. */
(function (companion) {
  "use strict";

  const { all, show } = companion;
  const STEP = 4; // WHO-5: index = raw sum (0-25) times 4
  const LOW = 8; // raw; with it, or with any answer 0, help lines stand beside the result
  const TALK = 12; // raw; up to it somebody to talk to is named, and outside office hours the lines come first

  /* What the form needs: `tell` shows the result in its place, `saved` says that the answers are safe. */
  companion.result = (form) => {
    self.addEventListener("pagehide", wipe);
    form.addEventListener("change", wipe);
    return { tell: (answers) => tell(form, answers), saved };
  };

  function tell(form, answers) {
    const raw = answers.reduce((sum, answer) => sum + answer, 0);
    all("[data-index]").forEach((mark) => { mark.textContent = raw * STEP; });
    all("[data-from]").forEach((words) => { words.hidden = raw < words.dataset.from || raw > words.dataset.to; });
    show("[data-help-lines]", raw <= LOW || answers.includes(0) || (raw <= TALK && nobodyThere()));
    form.hidden = true;
    show("[data-not-saved], [data-question], [data-saved], [data-arrived]", false);
    show("[data-result]", true);
    const heading = document.querySelector("[data-result] h1, [data-result] h2, [data-result] h3");
    heading.tabIndex = -1;
    heading.focus();
  }

  function saved(key) {
    empty();
    if (!document.querySelector("[data-result]:not([hidden])")) return; // she left while it was being saved
    all("[data-receipt]").forEach((mark) => { mark.textContent = companion.sealing.receiptOf(key); });
    show("[data-saved]", true);
  }

  /* Whoever leaves, or chooses anew, leaves no trace of it. */
  function wipe() {
    show("[data-result], [data-saved], [data-arrived], [data-from], [data-help-lines]", false);
    all("[data-index], [data-receipt]").forEach((mark) => { mark.textContent = ""; });
  }

  document.addEventListener("companion:outbox", ({ detail }) => {
    const checkIn = ({ kind }) => kind === "check-in";
    if (!document.querySelector("[data-saved]:not([hidden])")) return; // an older one arrived
    if (!detail.sent.some(checkIn) || detail.waiting.some(checkIn)) return;
    show("[data-saved]", false);
    show("[data-arrived]", true);
  });

  const nobodyThere = () => Boolean(companion.office && companion.office.closed());

  function empty() {
    all("[data-check-in] input[type=radio]").forEach((choice) => { choice.checked = choice.defaultChecked = false; });
  }
})((self.companion = self.companion || {}));
