/* In a conversation: a tap on a number or a sign sends its form, leaves the page where it is, and says if it did not go. */
(function (companion) {
  "use strict";

  const { show, talk } = companion;
  const HOW = { method: "POST", headers: { Accept: "application/json" }, redirect: "manual" }; // a page would be the confirmation, unseen

  async function send(event) {
    const form = event.target;
    const button = event.submitter;
    if (!form.matches("[data-quiet]") || !button) return;
    event.preventDefault();
    const said = new URLSearchParams(new FormData(form));
    said.set(button.name, button.value);
    const answer = await fetch(form.action, { ...HOW, body: said }).catch(() => null);
    if (answer && answer.status === 401) return talk.over();
    show("[data-talk-not-sent]", !answer || !(answer.ok || answer.type === "opaqueredirect"));
    await talk.look().catch(() => null);
  }

  if (talk) document.addEventListener("submit", send);
})((self.companion = self.companion || {}));
