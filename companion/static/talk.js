/* In a conversation: asks every two seconds how it stands, lights the block that is pointed at, and shows signs. */
(function (companion) {
  "use strict";

  const { all, show } = companion;
  const EVERY = 1500; // ms; with the answer's own time “we are here” is on every screen within 2 s
  const box = document.querySelector("[data-talk]");
  let lit = document.querySelector(".here") ? Number(document.querySelector(".here").id.slice(6)) : null;
  let away; // where the finger is, if it is on another page; not known yet

  function light(number) {
    if (number === lit) return;
    lit = number;
    all("[id^=point-].here").forEach((block) => block.classList.remove("here"));
    const block = number && document.getElementById("point-" + number);
    const said = document.querySelector("[data-point-said]");
    if (said) said.hidden = !block;
    if (!block) return;
    block.classList.add("here");
    block.scrollIntoView({ block: "nearest" });
    if (said) said.querySelector("[data-point-number]").textContent = number;
  }

  /* A finger on another page: where, and the way there. */
  function elsewhere({ inner, point, page }) {
    const there = page && point && inner !== box.dataset.inner ? inner + "#point-" + point : null;
    if (there === away) return;
    away = there;
    show("[data-elsewhere]", there);
    if (!there) return;
    all("[data-elsewhere] a").forEach((link) => { link.href = box.dataset.start + there; });
    all("[data-elsewhere-number]").forEach((number) => { number.textContent = point; });
    all("[data-elsewhere-page]").forEach((word) => { word.hidden = word.dataset.elsewherePage !== page; });
  }

  /* The desk has lines of its own for what may be seen there; whatever is not on it lights nothing. */
  function lightLine(key) {
    const line = key && document.getElementById("at-" + key);
    const said = document.querySelector("[data-line-said]");
    if (line && line.hasAttribute("aria-current")) return;
    if (said) said.hidden = !line;
    all("[id^=at-].here").forEach((other) => { other.classList.remove("here"); other.removeAttribute("aria-current"); });
    if (!line) return;
    line.classList.add("here");
    line.setAttribute("aria-current", "true");
    line.scrollIntoView({ block: "nearest" });
    if (said) said.querySelector("[data-line-words]").replaceChildren(...line.cloneNode(true).children);
  }

  /* The page may be the answer to a form: to reload it would send the form again. */
  function again() {
    if (box.dataset.again) location.assign(box.dataset.again);
    else location.reload();
  }

  /* On a page that is about something else nothing of hers may get lost: the talk leaves it. */
  function over() {
    if (!("stays" in box.dataset)) return again();
    show("[data-voice]", false);
    box.remove();
    return null;
  }

  function tell(now) {
    if (box.dataset.version && String(now.version) !== box.dataset.version) {
      if (box.dataset.again) return again();
      show("[data-changed]", true);
    }
    all("[data-sign]").forEach((part) => { part.hidden = part.dataset.sign !== now.sign; });
    if (now.voice !== undefined) show("[data-voice]", now.voice);
    if (now.line !== undefined) lightLine(now.line);
    if (box.dataset.start) elsewhere(now);
    if (box.dataset.inner) light(now.inner === box.dataset.inner ? now.point : null);
    return null;
  }

  async function look() {
    const answer = await fetch(box.dataset.talk, { headers: { Accept: "application/json" }, cache: "no-store" });
    const now = await answer.json();
    if (answer.status === 401 || now.over) return over();
    return answer.ok ? tell(now) : null;
  }

  async function watch() {
    if (!document.hidden) await look().catch(() => null);
    if (box.isConnected) setTimeout(watch, EVERY);
  }

  if (!box) return;
  document.addEventListener("visibilitychange", () => { if (!document.hidden && box.isConnected) look().catch(() => null); });
  watch();
  companion.talk = { over, look };
})((self.companion = self.companion || {}));
