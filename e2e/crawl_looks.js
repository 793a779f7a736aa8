/* What the crawl reads from a page: each function answers with a list of what is wrong, and nothing when all is well. */
(() => {
  const SCRIPTS = {
    latin: /[A-Za-zÆØÅæøå]{3,}/, arabic: /[\u0600-\u06FF]{2,}/, cyrillic: /[\u0400-\u04FF]{2,}/, ethiopic: /[\u1200-\u137F]{2,}/,
  };
  const WANTED = {ar: "arabic", prs: "arabic", fa: "arabic", ps: "arabic", uk: "cyrillic", ti: "ethiopic"};
  const KEPT = /Companion|Livslinien|sundhedskort|MitID|IPS|WHO|CC BY/; // names that stay as they are in every language
  const BOXES = ".button, .pill, .tool, .back, .places a, .tile, label, summary, legend, td, th, .card, .banner, .notice, h1";
  const NAMED = "a, button, h1, h2, h3, p, label, legend, summary, dt, dd, th, option, figcaption";
  const FILLED_LATER = ".said, [data-receipts], [data-empty-until]";
  const MIRRORED = [".home", "main .back", "main h1", "main .card", "main .card .tile", "main .button", ".places a"];
  const AT_THE_END = ".tool[href='/help']"; // how far it begins from the edge depends on its word; where it ends does not
  const where = element => {
    const section = element.closest("[id]");
    return `${element.tagName.toLowerCase()}.${element.className} in #${section ? section.id : ""}`;
  };
  const hidden = element => !element.checkVisibility({visibilityProperty: true}) || element.closest(".unseen, .skip, script, style, svg, [data-clip-wanted]");
  function* texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.textContent.trim()) yield walker.currentNode;
  }

  /** Pixels by which the page is wider than the screen. */
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

  /** Texts without a word in the script of their nearest `lang`. */
  const wrongScript = () => [...texts(document.body)].filter(node => {
    const text = node.textContent.trim(), element = node.parentElement;
    const {lang} = element.closest("[lang]"); // empty: somebody's own words, in whatever language
    if (!lang || element.closest("script, style, bdi, textarea, [hidden]") || KEPT.test(text)) return false;
    const letters = Object.values(SCRIPTS).some(script => script.test(text));
    return letters && !SCRIPTS[WANTED[lang] || "latin"].test(text);
  }).map(node => `${node.parentElement.closest("[lang]").lang}: ${node.textContent.trim().slice(0, 80)}`);

  /** Danish that stands in for the reader's language, on a page without the mark for it; Danish letters not said to be Danish. */
  const unmarked = () => {
    const instead = document.querySelector('[data-mark="missing"]') ? [] : [...document.querySelectorAll("[data-instead]")];
    const danish = [...texts(document.body)].filter(node => {
      const element = node.parentElement, {lang} = element.closest("[lang]");
      return lang && lang !== "da" && /[æøåÆØÅ]/.test(node.textContent) && !element.closest("script, style, bdi, textarea, [hidden]");
    });
    return [...instead.map(where), ...danish.map(node => `${node.parentElement.closest("[lang]").lang}: ${node.textContent.trim().slice(0, 80)}`)];
  };

  /** What should speak and says nothing: to the eye, to the ear, or in the title. */
  const blank = () => {
    const says = element => element.textContent.trim() || element.querySelector("img, input, svg[aria-label], svg[role], audio, textarea, select") || element.getAttribute("aria-label");
    const silent = [...document.body.querySelectorAll(NAMED)].filter(one => one.checkVisibility() && !one.closest(FILLED_LATER) && !says(one));
    const empty = [...document.querySelectorAll("[aria-label=''], [placeholder=''], [title=''], [data-label='']")];
    return [...silent, ...empty].map(where).concat(document.title.trim() ? [] : ["title"]);
  };

  /** Texts that run out of their box, of what cuts it off, or of the screen; text height counts with some slack for tall scripts. */
  const clipped = () => {
    const wide = document.documentElement.clientWidth, range = document.createRange(), found = new Set();
    for (const node of texts(document.body)) {
      const element = node.parentElement;
      if (hidden(element)) continue;
      range.selectNodeContents(node);
      const box = element.closest(BOXES), limit = box && box.getBoundingClientRect(), cuts = cutters(element);
      for (const rect of range.getClientRects()) {
        if (rect.width < 1) continue;
        const out = !cuts.scrolls && (rect.left < -1 || rect.right > wide + 1);
        const beyond = limit && (rect.left < limit.left - 1 || rect.right > limit.right + 1 || rect.bottom > limit.bottom + rect.height / 3);
        const cut = cuts.boxes.some(one => rect.left < one.left - 1 || rect.right > one.right + 1 || rect.bottom > one.bottom + rect.height / 3);
        if (out || beyond || cut) found.add(`${out ? "off screen" : cut ? "cut off" : "out of its box"}: ${where(element)}: ${node.textContent.trim().slice(0, 60)}`);
      }
    }
    return [...found];
  };
  const cutters = element => {
    const boxes = [];
    let scrolls = false;
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const {overflowX, overflowY} = getComputedStyle(one);
      if (/auto|scroll/.test(overflowX)) scrolls = true;
      if (/hidden|clip/.test(overflowX + overflowY)) boxes.push(one.getBoundingClientRect());
    }
    return {boxes, scrolls};
  };

  /** Where the boxes begin that every page has, counted from the side where reading begins; and where the last tool ends. */
  const starts = () => {
    const rtl = document.documentElement.dir === "rtl", wide = document.documentElement.clientWidth;
    const found = MIRRORED.map(selector => [selector, document.querySelector(selector)]).filter(([, one]) => one && one.checkVisibility());
    const fromLeft = rtl ? box => wide - box.right : box => box.left, fromRight = rtl ? box => box.left : box => wide - box.right;
    const begin = found.map(([selector, one]) => [selector, fromLeft(one.getBoundingClientRect())]);
    return Object.fromEntries([...begin, [AT_THE_END, fromRight(document.querySelector(AT_THE_END).getBoundingClientRect())]]);
  };

  /** Opens everything in there that folds, also what else closes its neighbour; how many there were, once they stand open. */
  const unfold = async within => {
    const closed = [...document.querySelectorAll(within)].filter(one => !one.open);
    for (const one of closed) one.removeAttribute("name");
    for (const one of closed) one.open = true;
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return closed.length;
  };

  window.crawlLooks = {overflow, wrongScript, unmarked, blank, clipped, starts, unfold};
})();
