/* The check-in, one statement per screen. The result is made here, shown, and stored nowhere. */
(function (companion) {
  "use strict";

  const { all, show } = companion;
  const form = document.querySelector("form[data-check-in]");
  if (!form) return;
  const statements = all("fieldset[data-item]", form);
  const [result, answers, draft] = [companion.result(form), companion.answers(form), companion.draft(form)];
  let step = 0;
  let busy = false;
  let failed = false;

  const last = statements.length - 1;
  const chosen = (statement) => statement.querySelector("input[type=radio]:checked");
  const open = () => statements.findIndex((statement) => !chosen(statement));
  const reached = (to) => (open() < 0 ? to : Math.min(to, open())); // no statement is stepped over
  const way = companion.way(form, () => step, (to) => go(reached(to), true));

  /* A blank form, or the answers that the server itself wrote into this page; a key of its own. */
  function begin() {
    form.reset();
    if (companion.sealing && companion.sealing.possible()) form.elements.key.value = companion.sealing.newKey();
    busy = failed = false;
    form.hidden = false;
    show("[data-stopped]", false);
    go(reached(last));
    draft.back().then((found) => (found ? go(reached(way.place())) : null)).then(() => way.begin(step));
  }

  function go(to, focus) {
    step = to;
    statements.forEach((statement, place) => { statement.hidden = place !== step; });
    show("[data-back]", step > 0, form);
    show("[data-next]", step < last, form);
    show("[data-finish]", step === last, form);
    show("[data-choose-one], [data-name-reader]", false, form);
    show("[data-reader], [data-question]", step === 0); // later there is the statement and nothing else
    all("[data-step]", form).forEach((mark) => { mark.textContent = step + 1; });
    all("[data-bar] i", form).forEach((bar, place) => bar.classList.toggle("done", place <= step));
    if (focus) look(statements[step].querySelector("legend"));
    form.dispatchEvent(new CustomEvent("companion:statement", { detail: statements[step] }));
  }

  function look(place) {
    if (!place) return;
    place.tabIndex = -1;
    place.focus();
  }

  /* One step on, or to the end; without an answer it says so and stays. */
  function onward() {
    if (answers.lackReader()) {
      if (step) go(0);
      show("[data-name-reader]", true, form);
      return look(form.querySelector("[data-name-reader]"));
    }
    if (!chosen(statements[step])) {
      show("[data-choose-one]", true, form);
      return look(form.querySelector("[data-choose-one]"));
    }
    if (step === last) return open() < 0 ? finish() : go(open(), true);
    way.on(step + 1);
    return go(step + 1, true);
  }

  /* Her number and the help come before anything that may fail; what is not saved stays in the form. */
  async function finish() {
    if (busy) return;
    draft.over();
    if (navigator.onLine && (failed || !answers.canSave())) return form.submit(); // the server answers instead
    busy = true;
    const given = statements.map((statement) => Number(chosen(statement).value));
    const key = form.elements.key.value;
    result.tell(given);
    try {
      await answers.save(key, given);
    } catch {
      return notSaved();
    }
    result.saved(key);
    way.home();
    companion.unsent.added();
  }

  function notSaved() {
    busy = false;
    failed = true;
    form.hidden = false;
    draft.note();
    show("[data-not-saved]", true);
    look(document.querySelector("[data-not-saved]"));
  }

  const back = () => (step > 0 ? way.back(step - 1) : null);
  const home = () => [draft.over(), way.home()];
  companion.checkIn = { form, begin, back, onward, home, look, statement: () => statements[step] };
  self.addEventListener("pageshow", ({ persisted }) => { if (!persisted || form.hidden) begin(); });
})((self.companion = self.companion || {}));
