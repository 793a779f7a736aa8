/* Around a switch of language: what was typed, the place on the page, the focus and what is open come along. */
(function (companion) {
  "use strict";

  const { all, meta } = companion;
  const NAME = "companion-switch"; // in this tab, until the next page takes it out
  const SWITCH = "/language";
  const MOMENT = 60000; // ms: what is older is thrown away unread
  const LEFT_OUT = ["password", "hidden", "file"].map((type) => `[type=${type}], `).join("")
    + "[autocomplete=one-time-code], [name=code], [name=card], [data-unkept]";
  const MENU = "details.menu summary";
  const BY_ITSELF = "[data-check-in]"; // health answers travel in their own form only
  let last = null; // where she was in the page before she went to the menu

  /* Puts something aside, or with nothing to put takes out what is there. */
  function aside(text) {
    try {
      const was = sessionStorage.getItem(NAME);
      if (text) sessionStorage.setItem(NAME, text);
      else sessionStorage.removeItem(NAME);
      return was;
    } catch {
      return null;
    }
  }

  const pathOf = (address) => new URL(address || "", location.href).pathname;
  const sentTo = (form) => pathOf(form.getAttribute("action"));
  const ticked = ({ type }) => type === "radio" || type === "checkbox";

  /* Every field by the address its form goes to, its name, and which of that name it is. */
  function fields() {
    const seen = {};
    return all("main input, main select, main textarea").filter(({ form, name }) => form && name).map((field) => {
      const name = [sentTo(field.form), field.name, ticked(field) ? field.value : ""].join(" ");
      seen[name] = (seen[name] || 0) + 1;
      return [name + " " + seen[name], field];
    }).filter(([, field]) => !field.matches(LEFT_OUT) && !field.form.matches(BY_ITSELF));
  }

  function read(field) {
    if (field.options) return all("option", field).filter((one) => one.selected).map((one) => one.value);
    return ticked(field) ? field.checked : field.value;
  }

  function fill(field, said) {
    if (ticked(field)) field.checked = said;
    else if (!field.options) field.value = said;
    else all("option", field).forEach((one) => { one.selected = said.includes(one.value); });
  }

  /* What the form sends itself comes back with the page; the rest is put aside. */
  function keep({ target, submitter }) {
    const carried = sentTo(target) === SWITCH ? null : target;
    const mine = fields().filter(([, { form }]) => form !== carried).map(([name, field]) => [name, read(field)]);
    const near = all("main [id]").filter((one) => one.offsetParent).map((one) => [one.id, one.getBoundingClientRect().top])
      .sort(([, one], [, other]) => Math.abs(one) - Math.abs(other))[0];
    aside(JSON.stringify({
      owner: meta("owner"), until: Date.now() + MOMENT,
      to: carried ? sentTo(carried) : pathOf(target.elements.next.value),
      from: location.pathname + location.search + location.hash, mine, scrolled: scrollY > 0 && near,
      open: all("main details").map((one) => one.open),
      last: last && [last.localName, all("main " + last.localName).indexOf(last)],
      tapped: submitter.closest(".switch") ? ".switch button" : MENU,
    }));
    setTimeout(aside, MOMENT);
  }

  function giveBack({ mine, open, scrolled, last: where, tapped, from, to }) {
    const here = new Map(fields());
    mine.filter(([name]) => here.has(name)).forEach(([name, said]) => fill(here.get(name), said));
    all("main details").forEach((one, place, { length }) => { if (length === open.length) one.open = open[place]; });
    if (pathOf(from) !== to) history.replaceState(null, "", from); // made by her form: the address stays what it was
    document.addEventListener("DOMContentLoaded", () => {
      const found = where ? all("main " + where[0])[where[1]] : document.querySelector(tapped) || document.querySelector(MENU);
      if (found) found.focus({ preventScroll: true });
      const near = scrolled && document.getElementById(scrolled[0]);
      if (near) scrollBy(0, near.getBoundingClientRect().top - scrolled[1]);
    });
  }

  const was = JSON.parse(aside() || "{}");
  if (was.owner === meta("owner") && was.until > Date.now() && was.to === location.pathname) giveBack(was);
  document.addEventListener("focusin", ({ target }) => { if (target.closest("main")) last = target; });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.submitter && event.submitter.name === "_language") keep(event);
  });
  self.addEventListener("pageshow", ({ persisted }) => { if (persisted) aside(); });
  companion.aside = aside;
})((self.companion = self.companion || {}));
