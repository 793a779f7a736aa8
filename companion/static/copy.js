/* Copies the text of a field and says so; where the browser does not allow it, the text is marked to be copied by hand. */
(function (companion) {
  "use strict";

  const { all, show } = companion;

  async function copy(field) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      field.select();
      return document.execCommand("copy");
    }
  }

  all("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
    const box = button.closest("[data-copy-box]");
    show("[data-copied]", false, box);
    const copied = await copy(box.querySelector("textarea"));
    show("[data-copied]", copied, box);
    show("[data-copy-by-hand]", !copied, box);
  }));
  show("[data-copy]", true);
  show("[data-copy-by-hand]", false);
})((self.companion = self.companion || {}));
