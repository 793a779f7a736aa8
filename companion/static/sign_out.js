/* The sign-out page: what waits on this phone is never left behind or lost without a choice. */
(function (companion) {
  "use strict";

  const form = document.querySelector("[data-sign-out]");
  const owner = companion.meta("owner");

  /* How many answers of this person wait here, those that need help too. */
  async function count() {
    if (!companion.outbox || !owner) return 0;
    const now = await companion.outbox.overview(owner).catch(() => null);
    return now ? now.waiting.length + now.aside.length : 0;
  }

  async function draw() {
    const left = await count();
    companion.all("[data-left]").forEach((mark) => { mark.textContent = left; });
    companion.show("[data-when-waiting]", left);
    companion.show("[data-when-none]", !left);
    return left;
  }

  /* Shows one of the page's own sentences and no other. */
  function say(name) {
    companion.all("[data-say]").forEach((part) => { part.hidden = part.dataset.say !== name; });
  }

  const reachable = () => fetch("/healthz", { cache: "no-store" }).then(() => true, () => false);

  /* Asked before every sign-out: is there a choice to make first, and does the server hear us? */
  companion.mayLeave = async (sealed) => {
    const left = await draw();
    if (left && !sealed) {
      document.querySelector("[data-choices]").focus();
      return false;
    }
    const heard = await reachable();
    if (!heard) say("still-in");
    return heard;
  };

  const CHOICES = {
    send: async () => {
      say("sending");
      await companion.unsent.drain();
      if (await draw()) return say((await reachable()) ? "not-taken" : "offline");
      return companion.leave(form);
    },
    keep: () => companion.leave(form, true),
    delete: () => {
      say("really");
      document.querySelector("[data-choice='not']").focus();
    },
    not: () => say(""),
    really: async () => {
      say("");
      await companion.outbox.discard(owner);
      return companion.leave(form);
    },
  };

  companion.all("[data-choice]").forEach((button) => {
    button.addEventListener("click", () => CHOICES[button.dataset.choice]());
  });
  document.addEventListener("companion:outbox", draw);
  draw();
})((self.companion = self.companion || {}));
