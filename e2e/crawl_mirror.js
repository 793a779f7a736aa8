/* Whether a page is its own mirror image: the same page is read the other way for a moment, and every box compared. */
(() => {
  const {where, texts} = window.crawlLooks;
  const FLOWS = /^(inline|contents|ruby.*)$/; // no boxes of their own: letters run as their script does
  const LEFT_OUT = "svg *, .unseen, .skip"; // a drawing is turned as a whole, and what nobody sees stands anywhere
  const AS_WRITTEN = "[dir=auto], bdi"; // what is inside leans as it was written
  const WHAT = ["begins", "ends", "begins inside", "ends inside", "leans"];
  const display = element => getComputedStyle(element).display, flows = element => FLOWS.test(display(element));

  /** What stands elsewhere, or is not there, when the same page is read the other way: more than 1 px apart. */
  const notMirrored = () => {
    const parts = [...document.querySelectorAll("body [dir=ltr], body [dir=rtl]")].filter(one => !flows(one) && !one.matches(AS_WRITTEN));
    const turned = [document.documentElement, ...parts];
    const turn = () => turned.forEach(one => one.dir = one.dir === "rtl" ? "ltr" : "rtl");
    const here = edges("Left", "Right");
    turn();
    const there = edges("Right", "Left");
    turn();
    return [...new Set([...here.keys(), ...there.keys()])].flatMap(one => {
      const a = here.get(one), b = there.get(one);
      if (!a || !b) return [`${where(one)}: is there in one direction only`];
      const apart = WHAT.flatMap((what, which) => Math.abs(a[which] - b[which]) > 1 ? [`${what} at ${Math.round(a[which])} and ${Math.round(b[which])}`] : []);
      return apart.length ? [`${where(one)}: ${apart.join(", ")}`] : [];
    });
  };

  /** Where every box begins and ends, outside and inside, counted from one side of what holds it; and how its words lean. */
  const edges = (first, last) => {
    const around = element => { while (flows(element)) element = element.parentElement; return element; };
    const talks = new Set([...texts(document.body)].map(node => around(node.parentElement)));
    const from = new Map([[document.body, document.documentElement]]), found = new Map();
    for (const one of document.body.querySelectorAll("*")) {
      const outer = from.get(one.parentElement);
      if (!outer || one.closest(LEFT_OUT) || !one.checkVisibility({visibilityProperty: true})) continue;
      const words = flows(one) || display(one).startsWith("inline-") && talks.has(around(one.parentElement)); // set it in its place
      if (!one.matches(AS_WRITTEN)) from.set(one, words ? one : outer);
      if (!words) found.set(one, from.has(one) ? [...sides(one, outer, first, last), leans(one, talks, first, last)] : sides(one, outer, first, last).slice(0, 2));
    }
    return found;
  };
  const sides = (one, outer, first, last) => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one), zero = outer.getBoundingClientRect()[first.toLowerCase()];
    const [begin, end] = [first, last].map(side => (box[side.toLowerCase()] - zero) * (first === "Left" ? 1 : -1));
    const [before, after] = [first, last].map(side => parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`]));
    return [begin, end, begin + before, end - after];
  };
  const leans = (one, talks, first, last) => {
    const {textAlign} = getComputedStyle(one);
    return talks.has(one) ? {[first]: 0, [last]: 100}[textAlign.charAt(0).toUpperCase() + textAlign.slice(1)] ?? 50 : 50;
  };

  window.crawlLooks.notMirrored = notMirrored;
})();
