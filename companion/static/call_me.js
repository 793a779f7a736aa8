/* "Call me": one tap, sealed into the outbox, so that it works without a connection too. */
(function (companion) {
  "use strict";

  const SAME_TAP = 60000; // ms in which a second tap means the same wish
  const { all, show, meta } = companion;
  let last = "";
  let busy = false;

  all("form[data-call-me]").forEach((form) => form.addEventListener("submit", (event) => {
    if (!meta("owner") || !meta("intake") || !companion.outbox || !companion.sealing.possible()) return;
    event.preventDefault();
    ask(form, wants(form, event.submitter));
  }));

  function wants(form, button) {
    const named = button && button.name === "with_interpreter" ? button.value : new FormData(form).get("with_interpreter");
    return Boolean(named) && !["0", "no", "false"].includes(named);
  }

  async function ask(form, withInterpreter) {
    if (busy || last === String(withInterpreter)) return;
    busy = true;
    const key = companion.sealing.newKey();
    const wish = { intake: meta("intake"), owner: meta("owner"), kind: "call-me", key };
    try {
      const { waiting } = await companion.outbox.overview(wish.owner);
      const earlier = waiting.find((item) => item.kind === "call-me");
      const item = await companion.sealing.seal({ ...wish, content: { with_interpreter: withInterpreter } });
      await companion.outbox.save(item, earlier && earlier.key);
    } catch {
      return navigator.onLine ? form.submit() : show("[data-not-sent]", true);
    } finally {
      busy = false;
    }
    last = String(withInterpreter);
    setTimeout(() => { last = ""; }, SAME_TAP);
    show("[data-call-me-sent]", false);
    companion.unsent.added();
  }

  document.addEventListener("companion:outbox", ({ detail }) => {
    const callMe = ({ kind }) => kind === "call-me";
    const waits = detail.waiting.some(callMe);
    show("[data-call-me-saved]", waits);
    if (detail.sent.some(callMe) && !waits) show("[data-call-me-sent]", true);
  });
})((self.companion = self.companion || {}));
