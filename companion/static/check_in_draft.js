/* What is chosen outlives a look at another page and the way back: the worker has it in mind, the phone stores nothing. */
(function (companion) {
  "use strict";

  const NAME = "companion-tab"; // a word for this tab; it tells nothing of anybody
  const A_MOMENT = 1000; // ms: a worker that does not answer by then knows nothing
  const CHOSEN = "input[type=radio]:checked";
  const { all, meta } = companion;

  companion.draft = (form) => {
    const [how] = performance.getEntriesByType("navigation");
    const { version, language } = form.dataset;

    /* Nobody's page keeps nothing in mind; neither does one without a worker. */
    function tell(type, more, ports) {
      const { controller } = navigator.serviceWorker || {};
      const owner = meta("owner");
      const tab = controller && owner && !meta("neutral") && word();
      if (!tab) return false;
      controller.postMessage({ type, tab, owner, form: [location.pathname, language, version].join(" "), ...more }, ports || []);
      return true;
    }

    const chosen = () => Object.fromEntries(all(CHOSEN, form).map(({ name, value }) => [name, value]));
    const note = () => tell("draft", { chosen: chosen() });

    function fill(found) {
      if (!found || form.querySelector(CHOSEN)) return false;
      Object.entries(found).forEach(([name, value]) => { form.elements[name].value = value; });
      return true;
    }

    form.addEventListener("change", note);
    return {
      note,
      over: () => tell("draft-over"),

      /* Only for whoever came by the browser's Back or Forward: a form that was opened or loaded anew is blank. */
      async back() {
        const { port1, port2 } = new MessageChannel();
        const isBack = how && how.type === "back_forward" && !form.querySelector(CHOSEN);
        if (!isBack || !tell("draft-back", {}, [port2])) return false;
        return fill(await new Promise((resolve) => {
          port1.onmessage = ({ data }) => resolve(data);
          setTimeout(resolve, A_MOMENT);
        }));
      },
    };
  };

  function word() {
    try {
      if (!sessionStorage.getItem(NAME)) sessionStorage.setItem(NAME, companion.sealing.newKey());
      return sessionStorage.getItem(NAME);
    } catch {
      return "";
    }
  }
})((self.companion = self.companion || {}));
