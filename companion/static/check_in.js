/* The check-in, one statement per screen. The result is made here, shown, and stored nowhere. */
(function (companion) {
  "use strict";

  const { all, show, meta } = companion;
  const form = document.querySelector("form[data-check-in]");
  if (!form) return;
  const statements = all("fieldset[data-item]", form);
  let step = 0;
  let busy = false;
  let failed = false;

  const chosen = (statement) => statement.querySelector("input[type=radio]:checked");
  const canSave = () => meta("owner") && meta("intake") && companion.outbox && companion.sealing.possible();

  /* A blank form, or the answers that the server itself wrote into this page; a key of its own. */
  function begin() {
    form.reset();
    if (companion.sealing && companion.sealing.possible()) form.elements.key.value = companion.sealing.newKey();
    const open = statements.findIndex((statement) => !chosen(statement));
    busy = failed = false;
    form.hidden = false;
    go(open < 0 ? statements.length - 1 : open);
  }

  function go(to, focus) {
    step = to;
    statements.forEach((statement, place) => { statement.hidden = place !== step; });
    show("[data-back]", step > 0, form);
    show("[data-next]", step < statements.length - 1, form);
    show("[data-finish]", step === statements.length - 1, form);
    show("[data-choose-one]", false, form);
    all("[data-step]", form).forEach((mark) => { mark.textContent = step + 1; });
    all("[data-bar] i", form).forEach((bar, place) => bar.classList.toggle("done", place <= step));
    if (focus) look(statements[step].querySelector("legend"));
  }

  function look(place) {
    if (!place) return;
    place.tabIndex = -1;
    place.focus();
  }

  /* One step on, or to the end; without an answer it says so and stays. */
  function onward() {
    if (!chosen(statements[step])) {
      show("[data-choose-one]", true, form);
      return look(statements[step].querySelector("[data-choose-one]") || form.querySelector("[data-choose-one]"));
    }
    if (step < statements.length - 1) return go(step + 1, true);
    const open = statements.findIndex((statement) => !chosen(statement));
    return open < 0 ? finish() : go(open, true);
  }

  async function finish() {
    if (busy) return;
    if (!canSave() || (failed && navigator.onLine)) return form.submit(); // the server answers instead
    busy = true;
    const answers = statements.map((statement) => Number(chosen(statement).value));
    const key = form.elements.key.value;
    try {
      await save(key, answers);
    } catch {
      busy = false;
      failed = true;
      show("[data-not-saved]", true);
      return look(document.querySelector("[data-not-saved]"));
    }
    tell(answers, key);
    companion.unsent.added();
  }

  async function save(key, answers) {
    const { instrument, version, language } = form.dataset;
    const content = { instrument, instrument_version: version, language, answers };
    const wish = { intake: meta("intake"), owner: meta("owner"), kind: "check-in", key, content };
    await companion.outbox.save(await companion.sealing.seal(wish));
  }

  form.noValidate = true;
  form.autocomplete = "off";
  all("[data-back]", form).forEach((button) => button.addEventListener("click", () => go(step - 1, true)));
  all("[data-next]", form).forEach((button) => button.addEventListener("click", onward));
  form.addEventListener("change", () => show("[data-choose-one]", false, form));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "radio") return;
    event.preventDefault();
    onward();
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter && !event.submitter.matches("[data-finish]")) return; // the language switch
    event.preventDefault();
    onward();
  });
  const { tell, wipe } = companion.result(form);
  self.addEventListener("pagehide", wipe);
  self.addEventListener("pageshow", ({ persisted }) => { if (!persisted || form.hidden) begin(); });
  begin();
})((self.companion = self.companion || {}));
