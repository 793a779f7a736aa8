/* A form with many questions, one per screen: forward and back keep every answer, and any question may be left empty. */
(function (companion) {
  "use strict";

  const { all, show } = companion;
  const form = document.querySelector("form[data-one-by-one]");
  if (!form || document.querySelector("#errors")) return; // something is missing: all of it is shown
  const questions = all("[data-question]", form);
  let step = 0;

  function go(to, focus) {
    step = Math.max(0, Math.min(to, questions.length - 1));
    questions.forEach((question, place) => { question.hidden = place !== step; });
    show("[data-back]", step > 0, form);
    show("[data-next]", step < questions.length - 1, form);
    show("[data-finish]", step === questions.length - 1, form);
    all("[data-step]", form).forEach((mark) => { mark.textContent = step + 1; });
    if (!focus) return;
    const heading = questions[step].querySelector("legend, label");
    heading.tabIndex = -1;
    heading.focus();
  }

  show("[data-progress]", true, form);
  all("[data-steps]", form).forEach((mark) => { mark.textContent = questions.length; });
  all("[data-back]", form).forEach((button) => button.addEventListener("click", () => go(step - 1, true)));
  all("[data-next]", form).forEach((button) => button.addEventListener("click", () => go(step + 1, true)));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "radio" || step === questions.length - 1) return;
    event.preventDefault();
    go(step + 1, true);
  });
  go(questions.findIndex((question) => !question.querySelector(":checked")));
})((self.companion = self.companion || {}));
