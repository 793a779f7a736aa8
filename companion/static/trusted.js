/* On the page for somebody trusted: a scanned code fills the form and leaves the address bar; a tap sends it. */
(function () {
  "use strict";

  function scanned() {
    const said = location.hash.slice(1);
    const field = document.querySelector("#code");
    if (!field || !/^[\d-]+$/.test(said)) return;
    field.value = said.replace(/-/g, "").replace(/(\d{3})(?=\d)/g, "$1 ");
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  self.addEventListener("hashchange", scanned);
  scanned();
})();
