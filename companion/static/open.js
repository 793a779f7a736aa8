/* A link from a case system: its key goes from the fragment into the form, leaves the address bar, and is sent. */
(function () {
  "use strict";

  const A_KEY = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

  function linked() {
    const key = location.hash.slice(1);
    const form = document.querySelector("[data-open]");
    if (!A_KEY.test(key)) return;
    history.replaceState(history.state, "", location.pathname);
    form.elements.key.value = key;
    form.querySelector("button").click(); // as a tap would: without a connection the page says so
  }

  self.addEventListener("hashchange", linked);
  linked();
})();
