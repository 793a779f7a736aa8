/* What the crawl asks of the words of a page: those that are seen, those that are only heard, and those a script shows later. */
(() => {
  const {where, texts} = window.crawlLooks;
  const WANTED = {ar: "Arabic", prs: "Arabic", fa: "Arabic", ps: "Arabic", uk: "Cyrillic", ti: "Ethiopic"};
  const SCRIPTS = ["Latin", "Arabic", "Cyrillic", "Ethiopic"].map(name => [name, new RegExp(`^\\p{Script=${name}}`, "u"), name === "Latin" ? 3 : 2]);
  const KEPT = /(?<!\p{L})(Companion|Livslinien|sundhedskort|MitID|IPS|WHO|CC BY|Prøvekommune|Sund på Tværs|Udlændingestyrelsen|Datatilsynet|Ombudsmanden|Add to Home Screen|Føj til hjemmeskærm|Tilføj|Sjælland|webm|ogg|mp3|m4a|wav)(?!\p{L})/gu; // names that stay as they are in every language
  const RUN = 3; // words in a row in another script: no name any more, a sentence
  const HEARD = ["aria-label", "alt", "placeholder", "title", "data-label", "aria-description", "aria-roledescription", "aria-valuetext"];
  const OF_PEOPLE = "script, style, bdi, textarea"; // somebody's name or own words, or no words
  const NAMED = "a, button, h1, h2, h3, p, label, legend, summary, dt, dd, th, option, figcaption";
  const FILLED_LATER = ".said, [data-receipts], [data-empty-until]";

  /** Every text without the names in it, and the language it is said to be in: what stands there, hidden or not, what its parts are called, its title. */
  function* said() {
    for (const [element, text, what] of spoken()) yield [element, text.replace(KEPT, " ").trim(), what];
  }
  function* spoken() {
    const people = [...document.querySelectorAll("bdi")].map(one => one.textContent.trim()).filter(Boolean); // an attribute holds no <bdi>
    const heard = text => people.reduce((rest, name) => rest.replaceAll(name, " "), text);
    for (const node of texts(document.body)) if (!node.parentElement.closest(OF_PEOPLE)) yield [node.parentElement, node.textContent, ""];
    for (const name of HEARD) for (const one of document.querySelectorAll(`[${name}]`)) yield [one, heard(one.getAttribute(name)), `${name}: `];
    for (const one of document.querySelectorAll("input[type=submit], input[type=button]")) yield [one, heard(one.value), "value: "];
    yield [document.documentElement, heard(document.title), "title: "];
  }
  const told = (lang, what, text) => `${lang}: ${what}${text.slice(0, 80)}`;
  const written = word => SCRIPTS.find(([, script]) => script.test(word)) || ["", null, Infinity];

  /** Texts without a word in the script of their nearest `lang`, and texts with a whole run of words in another; kept names aside. */
  const wrongScript = () => [...said()].flatMap(([element, text, what]) => {
    const {lang} = element.closest("[lang]"), wanted = WANTED[lang] || "Latin";
    if (!lang) return []; // somebody's own words, in whatever language
    const words = (text.match(/[\p{L}\p{M}][\p{L}\p{M}'’-]*/gu) || []).map(word => [word, ...written(word)]);
    const letters = words.some(([word, , , least]) => word.length >= least), own = words.some(([, script]) => script === wanted);
    let run = 0, longest = 0;
    for (const [, script] of words) longest = Math.max(longest, run = script && script !== wanted ? run + 1 : 0);
    return letters && !own || longest >= RUN ? [told(lang, what, text)] : [];
  });

  /** Danish that stands in for the reader's language, on a page without the mark for it; Danish letters not said to be Danish. */
  const unmarked = () => {
    const instead = document.querySelector('[data-mark="missing"]') ? [] : [...document.querySelectorAll("[data-instead]")];
    const danish = [...said()].flatMap(([element, text, what]) => {
      const {lang} = element.closest("[lang]");
      return lang && lang !== "da" && /[æøåÆØÅ]/.test(text) ? [told(lang, what, text)] : [];
    });
    return [...instead.map(where), ...danish];
  };

  /** What should speak and says nothing: to the eye, to the ear, or in the title. */
  const blank = () => {
    const says = element => element.textContent.trim() || element.querySelector("img, input, svg[aria-label], svg[role], audio, textarea, select") || element.getAttribute("aria-label");
    const silent = [...document.body.querySelectorAll(NAMED)].filter(one => one.checkVisibility() && !one.closest(FILLED_LATER) && !says(one));
    const empty = [...document.querySelectorAll("[aria-label=''], [placeholder=''], [title=''], [data-label='']")];
    return [...silent, ...empty].map(where).concat(document.title.trim() ? [] : ["title"]);
  };

  Object.assign(window.crawlLooks, {wrongScript, unmarked, blank});
})();
