/* The phone's own database, as promises: opened once, opened again once when the phone lost it. */
(function (companion) {
  "use strict";

  const STORES = ["items", "receipts", "notes"];
  let opening = null;
  let frame = null;

  /* Runs work(items, receipts, notes) in one transaction; resolves when it is on the disk. */
  async function within(mode, work) {
    try {
      return await attempt(mode, work);
    } catch {
      forget(); // WebKit loses its connection; a second failure goes to the caller
      return attempt(mode, work);
    }
  }

  async function attempt(mode, work) {
    opening = opening || open();
    const transaction = (await opening).transaction(STORES, mode, { durability: "strict" });
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const worked = work(...STORES.map((name) => promised(transaction.objectStore(name))));
    worked.catch(() => transaction.abort()).catch(() => null);
    return (await Promise.all([worked, ended]))[0];
  }

  /* The four things we ask of a store, each as a promise. */
  function promised(store) {
    const ask = (name) => (...values) => answered(store[name](...values));
    return { get: ask("get"), getAll: ask("getAll"), put: ask("put"), delete: ask("delete") };
  }

  function answered(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  async function open() {
    const database = await opened(indexedDB).catch((error) => opened(afresh(error)));
    database.onclose = database.onversionchange = forget;
    return database;
  }

  function opened(factory) {
    const request = factory.open("companion-outbox", 1);
    request.onupgradeneeded = () =>
      STORES.forEach((name) => request.result.createObjectStore(name, { keyPath: "key" }));
    return answered(request);
  }

  /* In WebKit before bug 309386 was mended, a page whose storage process died cannot open it again; a new, empty frame can. */
  function afresh(error) {
    if (!self.document) throw error; // the worker is started anew before long
    if (frame) frame.remove();
    frame = document.createElement("iframe");
    frame.hidden = true;
    return document.body.appendChild(frame).contentWindow.indexedDB;
  }

  function forget() {
    if (opening) opening.then((database) => database.close(), () => null);
    opening = null;
  }

  companion.database = { within };
})((self.companion = self.companion || {}));
