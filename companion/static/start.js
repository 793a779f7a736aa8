/* On every page: starts the worker, says when there is no connection, and cleans up at sign-out. */
(function (companion) {
  "use strict";

  const LIGHT = ["/", "/plan", "/appointments", "/check-in", "/check-in/assisted", "/help", "/first-aid", "/me/receipts"]; // kept even when data is dear
  const LAST_TRY = 3000; // ms that sign-out waits for unsent answers
  const worker = navigator.serviceWorker;
  const isFirst = worker && !worker.controller; // the worker has not seen this page being loaded

  /* `failed`: the last request found no server, although the phone may think it is online. */
  companion.connection = (failed) => {
    const cut = failed || !navigator.onLine;
    companion.show("[data-offline]", cut);
    companion.show("[data-online]", !cut); // what only the server can answer
  };

  const idle = (work) => (self.requestIdleCallback ? requestIdleCallback(work, { timeout: 5000 }) : setTimeout(work, 500));
  const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

  async function begin() {
    if (companion.wish() || companion.note("companion-notices") || document.querySelector("form[data-check-in], [data-notices]")) idle(() => companion.more().catch(() => null));
    if (!worker) return;
    await worker.register("/service-worker.js", { updateViaCache: "none" });
    greet();
    idle(keep);
  }

  /* What few pages need (another language without a connection, lasting storage) comes when it is needed. */
  companion.bring = (src) => new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror }));
  });
  companion.more = () => (more = more || companion.bring(companion.meta("more")));
  let more = null;

  async function greet(message, ports) {
    const { active } = await worker.ready;
    active.postMessage(message || { type: "hello", owner: companion.meta("owner") }, ports || []);
  }

  /* Asks the worker to fetch ahead what this person may need without a connection. */
  function keep() {
    const list = companion.meta("keep").split(",").filter(Boolean).concat(isFirst ? location.pathname : []);
    const { saveData } = navigator.connection || {};
    const pages = list.filter((path) => !saveData || LIGHT.includes(path));
    if (list.length) greet({ type: "keep", owner: companion.meta("owner"), pages, language: document.documentElement.lang });
  }

  /* Sends what waits (unless it is to stay sealed), lets the phone forget this person, then signs out as the form says. */
  companion.leave = async (form, sealed) => {
    if (companion.unsent && !sealed) await Promise.race([companion.unsent.drain(), wait(LAST_TRY)]);
    if (!companion.mayLeave || (await companion.mayLeave(sealed))) {
      if (companion.outbox) await Promise.race([companion.outbox.signOut(companion.meta("owner")).catch(() => null), wait(LAST_TRY)]);
      if (worker) await Promise.race([forgotten(), wait(1000)]);
      companion.wish("");
      companion.aside();
      companion.note("companion-notices", "");
      companion.signedIn.end();
      form.submit();
    }
    delete form.dataset.leaving;
  };

  function forgotten() {
    const { port1, port2 } = new MessageChannel();
    greet({ type: "forget" }, [port2]);
    return new Promise((resolve) => { port1.onmessage = resolve; });
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    event.preventDefault();
    if (!event.target.dataset.leaving) companion.leave(event.target);
    event.target.dataset.leaving = "1";
  });

  if (worker) {
    worker.addEventListener("message", ({ data }) => {
      if (data.type === "from-kept") companion.connection(true);
      if (data.type === "keep-failed") companion.show("[data-keep-failed]", true);
    });
    worker.startMessages();
  }
  self.addEventListener("online", () => companion.connection(false));
  self.addEventListener("offline", () => companion.connection(true));
  self.addEventListener("pageshow", ({ persisted }) => { if (persisted && worker) greet(); });
  document.addEventListener("htmx:error", () => companion.connection(true));
  document.addEventListener("htmx:after:request", () => companion.connection(false));
  companion.connection(false);
  if (document.readyState === "complete") begin().catch(() => null);
  else self.addEventListener("load", () => begin().catch(() => null));
})((self.companion = self.companion || {}));
