/* A button that prints this page; what is folded is unfolded on paper. */
(function (companion) {
  "use strict";

  const { all, show } = companion;
  let folded = [];

  self.addEventListener("beforeprint", () => {
    folded = all("main details:not([open])");
    folded.forEach((part) => { part.open = true; });
  });
  self.addEventListener("afterprint", () => {
    folded.forEach((part) => { part.open = false; });
    folded = [];
  });
  all("[data-print]").forEach((button) => button.addEventListener("click", () => self.print()));
  show("[data-print]", true);
  show("[data-print-by-hand]", false);
})((self.companion = self.companion || {}));
