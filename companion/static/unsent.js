/* Shows what waits on this phone and keeps trying to send it while the page is in sight. */
(function (companion) {
  "use strict";

  const SOON = 3000; // ms: from a new connection to sent in less than five seconds
  const LATE = 60000; // ms at most between tries when the server does not want us
  const { outbox, sending, show, all } = companion;
  const owner = companion.meta("owner");
  const channel = self.BroadcastChannel && new BroadcastChannel("companion");
  let failures = 0;
  let timer = 0;
  let running = null;

  /* Sends what waits; a call during a round adds one more round after it. */
  function drain() {
    clearTimeout(timer);
    const round = () => sending.drain(owner).catch(() => ({ state: "later", sent: [] })).then(settle);
    const mine = (running ? running.then(round) : round()).finally(() => { if (running === mine) running = null; });
    return (running = mine);
  }

  async function settle({ state, sent }) {
    clearTimeout(timer);
    failures = state === "later" ? failures + 1 : 0;
    if (state === "offline" || sent.length) companion.connection(state === "offline");
    if (state !== "busy") show("[data-sign-in-box]", state === "sign-in");
    if (sent.length && channel) channel.postMessage({ owner, sent });
    const left = await refresh(sent);
    const soon = state === "busy" || state === "offline" || state === "later";
    if (left && !document.hidden) timer = setTimeout(drain, soon ? Math.min(SOON * 2 ** Math.max(failures - 1, 0), LATE) : LATE);
  }

  /* Fills every mark on the page from the outbox; answers how many items wait. */
  async function refresh(sent) {
    const now = await outbox.overview(owner).catch(() => null);
    if (!now) return 1;
    all("[data-unsent]").forEach((mark) => { mark.textContent = now.waiting.length; });
    show("[data-unsent-box]", now.waiting.length);
    show("[data-needs-help-box]", now.aside.length);
    show("[data-other-box]", now.others);
    all("[data-other]").forEach((mark) => { mark.textContent = now.others; });
    const lists = { "": now.waiting, "needs-help": now.aside, sent: now.arrived };
    all("[data-receipts]").forEach((list) => fill(list, lists[list.dataset.receipts] || []));
    if (now.waiting.length || sent.length) show("[data-sent-box]", sent.length && !now.waiting.length);
    if (sent.some(({ kind }) => kind === "check-in")) show("[data-sent-check-in]", true);
    const answered = now.waiting.some(({ kind }) => kind === "check-in");
    if (answered) show("[data-until-answered]", false); // and it stays so: once sent, it is not asked again here
    show("[data-when-answered]", answered && !document.querySelector("[data-result]:not([hidden])"));
    document.dispatchEvent(new CustomEvent("companion:outbox", { detail: { ...now, sent } }));
    return now.waiting.length;
  }

  function fill(list, items) {
    list.textContent = "";
    items.forEach(({ receipt }) => {
      const code = document.createElement("bdi");
      code.dir = "ltr";
      code.textContent = receipt;
      list.appendChild(document.createElement("li")).appendChild(code);
    });
  }

  /* Called when an item was saved: every tab hears it, and the sending starts. */
  function added() {
    failures = 0;
    if (channel) channel.postMessage({ owner, sent: [] });
    later();
    return refresh([]).then(drain);
  }

  /* A bonus where the browser has it: the worker sends after the last tab is closed. */
  function later() {
    if (navigator.serviceWorker && self.SyncManager) {
      navigator.serviceWorker.ready.then(({ sync }) => sync.register("companion-drain")).catch(() => null);
    }
  }

  function again() {
    failures = 0;
    if (!document.hidden) drain();
  }

  if (!owner) return;
  companion.unsent = { drain, added };
  outbox.note("owner", owner).catch(() => null);
  if (channel) channel.onmessage = ({ data }) => { if (data.owner === owner) refresh(data.sent); };
  document.addEventListener("htmx:after:swap", () => refresh([]));
  document.addEventListener("visibilitychange", again);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-try-again]")) outbox.tryAgain(owner).then(added, () => null);
  });
  self.addEventListener("online", again);
  self.addEventListener("pageshow", ({ persisted }) => { if (persisted) again(); });
  if (document.readyState === "complete") drain();
  else self.addEventListener("load", drain);
  refresh([]);
})((self.companion = self.companion || {}));
