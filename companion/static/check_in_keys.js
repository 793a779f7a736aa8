/* Buttons and keys of the check-in: 1 to 6 choose, Enter goes on, and she can stop without a trace. */
(function (companion) {
  "use strict";

  const { all, show, checkIn } = companion;
  if (!checkIn) return;
  const { form, begin, back, onward, home, look, statement } = checkIn;
  const PLACE = /^(?:Digit|Numpad)([1-6])$/; // the key's place on the keyboard, whatever script it writes
  const OWN_KEYS = "a, button, summary, select, input:not([type=radio])"; // these know what Enter and digits mean

  form.noValidate = true;
  all("[data-back]", form).forEach((button) => button.addEventListener("click", back));
  all("[data-next]", form).forEach((button) => button.addEventListener("click", onward));
  form.addEventListener("change", () => show("[data-choose-one], [data-name-reader]", false, form));
  form.addEventListener("submit", (event) => {
    if (event.submitter && !event.submitter.matches("[data-finish]")) return; // the language switch
    event.preventDefault();
    onward();
  });

  /* From the heading the arrows lead to the answers; inside them the browser's own arrows choose. */
  function arrive(choices) {
    (choices.find((choice) => choice.checked) || choices[0]).focus();
  }

  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches(OWN_KEYS)) return;
    const choices = all("input[type=radio]", statement());
    const [, place] = PLACE.exec(event.code) || [];
    const arrow = /^Arrow(Up|Down)$/.test(event.key) && event.target.type !== "radio";
    if (!place && !arrow && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") return onward();
    if (arrow) return arrive(choices);
    choices[place - 1].focus();
    choices[place - 1].click();
  });

  /* Nothing was kept, so there is nothing to tell anybody; coming back begins a blank form. */
  all("[data-stop]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    form.reset();
    all("input[type=radio]", form).forEach((choice) => { choice.checked = choice.defaultChecked = false; });
    form.hidden = true;
    home();
    show("[data-question], [data-not-saved]", false);
    show("[data-stopped]", true);
    form.dispatchEvent(new CustomEvent("companion:statement", { detail: null }));
    look(document.getElementById("stopped"));
  }));

  begin();
})((self.companion = self.companion || {}));
