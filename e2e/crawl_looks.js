/* What the crawl asks of the shapes of a page: each function answers with what is wrong, and nothing when all is well. */
(() => {
  const BOXES = ".button, .pill, .tool, .back, .places a, .tile, label, summary, legend, td, th, .card, .banner, .notice, h1";
  const where = element => {
    const section = element.closest("[id]");
    return `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""} in #${section ? section.id : ""}`;
  };
  const hidden = element => !element.checkVisibility({visibilityProperty: true}) || element.closest(".unseen, .skip, script, style, svg, [data-clip-wanted]");
  function* texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (walker.currentNode.textContent.trim()) yield walker.currentNode;
  }

  /** Pixels by which the page is wider than the screen. */
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

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

  /** Opens everything in there that folds, also what else closes its neighbour; how many there were, once they stand open. */
  const unfold = async within => {
    const closed = [...document.querySelectorAll(within)].filter(one => !one.open);
    for (const one of closed) one.removeAttribute("name");
    for (const one of closed) one.open = true;
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return closed.length;
  };

  window.crawlLooks = {overflow, clipped, unfold, where, texts};
})();
