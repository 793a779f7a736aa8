/* Gives a page that stands there the words of its copy in another language; the page itself stays the same. */
(function (companion) {
  "use strict";

  const FILLED = "[data-step], [data-index], [data-receipt], [data-receipts], [data-unsent], [data-other], [data-left]";
  const AS_IT_IS = ["hidden", "tabindex", "class", "value", "checked", "selected", "open", "disabled"]; // what the page is doing now
  const OF_A_LANGUAGE = ["lang", "dir", "aria-current"];

  /* Gives an element the words of its copy; elements stay the same, so nothing chosen or listened to is lost. */
  function turn(old, fresh) {
    OF_A_LANGUAGE.filter((name) => !fresh.hasAttribute(name)).forEach((name) => old.removeAttribute(name));
    Array.from(fresh.attributes).filter(({ name }) => !AS_IT_IS.includes(name))
      .forEach(({ name, value }) => old.setAttribute(name, value));
    if (old.matches(FILLED)) return;
    const rest = Array.from(old.childNodes);
    const order = Array.from(fresh.childNodes, (theirs) => {
      const found = rest.findIndex((mine) => kind(mine) === kind(theirs));
      const mine = found < 0 ? theirs : rest.splice(found, 1)[0];
      if (mine !== theirs && mine.nodeType === 1) turn(mine, theirs);
      else if (mine !== theirs) mine.data = theirs.data;
      return mine;
    });
    rest.forEach((left) => left.remove());
    order.forEach((mine, place) => {
      if (old.childNodes[place] !== mine) old.insertBefore(mine, old.childNodes[place] || null);
    });
  }

  /* What is typed, chosen from a list, or made for this very form (its key) is hers, and no sign of another element. */
  const isHers = ({ type, name }) => name === "key" || /^(text|search|tel|email|number|date|time|textarea|select)/.test(type);
  const kind = (node) => [node.nodeName, node.id, node.name, isHers(node) ? "" : node.value].join("|");

  const ICON = /<icon( mirror)?#([\w-]+)>/g;
  const CLOCK = /<clock#(\d+)#(\d+)>/g;
  const HANDS = '<path d="M12 12V7" transform="rotate($1 12 12)"/><path d="M12 12V4.5" transform="rotate($2 12 12)"/>';
  const ANSWERS = /<div class="answers"[^>]*>([^]*?)<\/div>/;

  /* A copy has its pictograms by their names, which lie where `icons` says, clocks by their hands, and answers once. */
  function whole(text, icons) {
    const first = (ANSWERS.exec(text) || [])[1];
    const name = first && (/name="[\w-]+"/.exec(first) || [])[0];
    return text.replace(/<same#([\w-]+)>/g, (_, other) => first.split(name).join(`name="${other}"`))
      .replace(ICON, `<svg class="icon$1" aria-hidden="true"><use href="${icons}#$2"></use></svg>`)
      .replace(CLOCK, `<svg class="clock" viewBox="0 0 24 24" aria-hidden="true"><use href="${icons}#face"></use>${HANDS}</svg>`);
  }

  companion.turning = { turn, whole, OF_A_LANGUAGE };
})((self.companion = self.companion || {}));
