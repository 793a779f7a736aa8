/* The blank check-in without a connection: whoever is signed in on this phone, and says so, answers here.
   What she seals is bound to her alone; on the page and on the phone stands nothing of her. */
(function (companion) {
  "use strict";

  const { show, signedIn } = companion;
  const worker = navigator.serviceWorker;
  let cut = !navigator.onLine;
  let answers = false;

  /* With a connection her own page is the better one; without anybody signed in an answer would be nobody's. */
  function offer() {
    const possible = cut && Boolean(signedIn.owner());
    show("[data-answer-here]", possible);
    show("[data-log-in-first]", !possible);
    show("[data-neutral]", answers);
    show("[data-to-read]", !answers);
  }

  function lost() {
    cut = true;
    offer();
  }

  async function begin(button) {
    const owner = signedIn.owner();
    if (!owner || answers) return offer();
    answers = true;
    document.head.appendChild(Object.assign(document.createElement("meta"), { name: "companion-owner", content: owner }));
    offer();
    for (const source of button.dataset.scripts.trim().split(" ")) await run(source);
    companion.checkIn.look(companion.checkIn.statement().querySelector("legend"));
  }

  const run = (src) => new Promise((resolve, reject) => {
    document.head.appendChild(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject }));
  });

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-it-is-me]");
    if (button) begin(button).catch(() => { answers = false; offer(); });
  });
  self.addEventListener("offline", lost);
  if (worker) worker.addEventListener("message", ({ data }) => { if (data.type === "from-kept") lost(); });
  document.addEventListener("companion:spoken", offer);
  offer();
})((self.companion = self.companion || {}));
