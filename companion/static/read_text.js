/* Reads a text of the page, or the whole page, aloud when asked: with a voice that lives on the phone, slower than it would.
   Asked again it begins anew; nothing is read by itself. */
(function (companion) {
  "use strict";

  const SLOWER = 0.8; // of the voice's own speed
  const PARTS = "h2, h3, p, li, th, td";
  const BLOCKS = "h1, h2, h3, p, li, dt, dd, th, td, legend, label, summary, figcaption, div, section";
  const LEFT_OUT = "button, .button, .back, .field, .mark, nav, .unseen, [aria-hidden], details:not([open]) > :not(summary)";
  const { all, show, voice } = companion;
  const speech = self.speechSynthesis;
  if (!speech) return;

  const words = (node) => node.textContent.trim();

  /* Danish stands in for a whole part; a Danish name in a sentence is read as part of it. */
  function tongueOf(part) {
    const inside = part.firstElementChild;
    return (inside && inside.lang && words(inside) === words(part) ? inside : part.closest("[lang]")).lang;
  }

  /* The text beside the button, or every text of the page: paragraph by paragraph. */
  function textsFor(button) {
    if (button.dataset.read === "whole") return companion.readsWhole() ? whole() : [];
    const texts = button.dataset.read === "all" ? all("main [data-text]") : [button.parentElement.querySelector("[data-text]")];
    return texts.flatMap((text) => (text.matches(PARTS) ? [text] : all(PARTS, text)))
      .filter((part) => words(part) && !part.querySelector(PARTS))
      .map((part) => ({ words: words(part), tongue: tongueOf(part) }));
  }

  /* The page as it stands there, without what is for tapping and typing; of other languages what the phone has a voice for. */
  function whole() {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const { parentElement: around, textContent } = walker.currentNode;
      const isRead = textContent.trim() && around.getClientRects().length && !around.closest(LEFT_OUT);
      const [tongue, block] = [around.closest("[lang]").lang, around.closest(BLOCKS)];
      const last = texts[texts.length - 1];
      if (isRead && last && last.block === block && last.tongue === tongue) last.words += " " + textContent;
      else if (isRead) texts.push({ words: textContent, tongue, block });
    }
    return texts.filter(({ tongue }) => voice(tongue)).map((text) => ({ ...text, words: tidy(text.words) }));
  }
  const tidy = (said) => said.replace(/\s+/g, " ").replace(/ (?=[.,:;?!،؛؟።])/g, "").trim();

  const buttons = all("[data-read]");
  const offer = () => buttons.forEach((button) => {
    const texts = textsFor(button);
    button.hidden = !texts.length || !texts.every(({ tongue }) => voice(tongue));
    if (button.dataset.read === "whole") button.parentElement.hidden = button.hidden;
  });

  function hush() {
    speech.cancel();
    show("[data-hush]", false);
  }

  function read(button) {
    hush();
    const stop = button.parentElement.querySelector("[data-hush]");
    const sentences = textsFor(button).map(({ words: said, tongue }) =>
      Object.assign(new SpeechSynthesisUtterance(said), { voice: voice(tongue), lang: tongue, rate: SLOWER }));
    sentences[sentences.length - 1].onend = () => { stop.hidden = true; };
    sentences.forEach((one) => speech.speak(one));
    stop.hidden = false;
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-read], [data-hush]");
    if (!button) return;
    if (button.matches("[data-hush]")) hush();
    else read(button);
  });
  self.addEventListener("pagehide", hush);
  document.addEventListener("companion:spoken", () => { hush(); offer(); });
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  offer();
})((self.companion = self.companion || {}));
