/* Sends what waits in the outbox. An item leaves this phone only after a 2xx that echoes its key. */
(function (companion) {
  "use strict";

  const PATIENCE = 12000; // ms for one answer: a slow phone network, but not a dead one
  const MISSES = 3; // failed answers in a row before this round ends and waits
  const LANES = 4; // items under way at once, after the first one of a round has shown that somebody answers
  const ENDS = ["offline", "sign-in"]; // after these the rest of the round is pointless
  const LONGEST_PAUSE = 3600; // s: a longer Retry-After is more likely a mistake than a wish
  const ON_THE_WIRE = ["schema_version", "kind", "key", "owner", "kid", "epk", "iv", "ct", "sent_at"];
  const NEEDS_HELP = [409, 413, 415, 422];
  const refused = new Set(); // sealed for somebody else, says the server: not again under this sign-in
  let running = false;

  /* Sends what this owner has waiting; one sender at a time over all tabs and the worker.
     Answers {state, sent}: done, busy, later, offline or sign-in, and the receipts of what arrived. */
  async function drain(owner) {
    if (navigator.locks) {
      return navigator.locks.request("companion-outbox", { ifAvailable: true }, (lock) => (lock ? round(owner) : busy()));
    }
    if (running) return busy();
    running = true;
    return round(owner).finally(() => { running = false; });
  }

  const busy = () => ({ state: "busy", sent: [] });

  async function round(owner) {
    const outcome = { state: "done", sent: [] };
    const tried = new Set(refused);
    if (await pausedByServer()) return { state: "later", sent: [] };
    for (let misses = 0, lanes = 1; misses < MISSES; lanes = LANES) {
      const next = (await companion.outbox.waiting(owner)).map(({ key }) => key).filter((key) => !tried.has(key)).slice(0, lanes);
      if (!next.length) break;
      next.forEach((key) => tried.add(key));
      const answers = await Promise.all((await companion.outbox.freeze(next)).map(post));
      misses = answers.every(({ answer }) => answer === "later") ? misses + answers.length : 0;
      await settle(answers, outcome);
      if (ENDS.includes(outcome.state) || (outcome.state === "later" && (await pausedByServer()))) break;
    }
    return outcome;
  }

  /* Keeps what the answers mean, and what the round comes to. */
  async function settle(answers, outcome) {
    const there = answers.filter(({ answer }) => answer === "arrived");
    if (there.length) await companion.outbox.arrived(there);
    outcome.sent.push(...there.map(({ key, kind }) => ({ key, kind })));
    for (const { key, answer } of answers) {
      if (typeof answer === "number") await companion.outbox.setAside(key, answer);
      else if (answer === "refused") refused.add(key);
      else if (answer !== "arrived" && !ENDS.includes(outcome.state)) outcome.state = answer;
    }
  }

  async function post(item) {
    const { key, kind, owner } = item;
    const abort = new AbortController();
    const clock = setTimeout(() => abort.abort(), PATIENCE);
    try {
      const response = await fetch("/" + kind + "/sealed", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...item, sent_at: new Date().toISOString() }, ON_THE_WIRE), // how long it lay here
        signal: abort.signal,
      });
      return { key, kind, owner, answer: await meaningOf(response, key), when: Date.parse(response.headers.get("Date")) || Date.now() };
    } catch {
      return { key, answer: abort.signal.aborted ? "later" : "offline" };
    } finally {
      clearTimeout(clock);
    }
  }

  async function meaningOf(response, key) {
    if (response.ok) {
      const echo = await response.json().catch(() => null);
      return echo && echo.key === key ? "arrived" : "later";
    }
    if (NEEDS_HELP.includes(response.status)) return response.status;
    if (response.status === 429 || response.status === 503) await pause(response.headers);
    return { 401: "sign-in", 403: "refused" }[response.status] || "later";
  }

  /* Retry-After in seconds, or as a date read against the server's own clock (device clocks lie). */
  async function pause(headers) {
    const text = headers.get("Retry-After");
    const seconds = Number(text) || (Date.parse(text) - Date.parse(headers.get("Date"))) / 1000;
    if (seconds > 0) await companion.outbox.note("back-at", Date.now() + Math.min(seconds, LONGEST_PAUSE) * 1000);
  }

  async function pausedByServer() {
    const left = ((await companion.outbox.noted("back-at")) || 0) - Date.now();
    return left > 0 && left <= LONGEST_PAUSE * 1000;
  }

  companion.sending = { drain };
})((self.companion = self.companion || {}));
