/* Reads a text of the page aloud when asked: with a voice that lives on the phone, slower than it would.
   Asked again it begins anew; nothing is read by itself. */
(function (companion) {
  "use strict";

  const SLOWER = 0.8; // of the voice's own speed
  const PARTS = "h2, h3, p, li, th, td";
  const { all, show } = companion;
  const primary = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  const speech = self.speechSynthesis;
  if (!speech) return;

  /* Only voices of the phone's own: another one would send what she reads to somebody else. */
  const voice = (tongue) => speech.getVoices().find((one) => one.localService && primary(one.lang) === primary(tongue));
  const words = (node) => node.textContent.trim();

  /* Danish stands in for a whole part; a Danish name in a sentence is read as part of it. */
  function tongueOf(part) {
    const inside = part.firstElementChild;
    return (inside && inside.lang && words(inside) === words(part) ? inside : part.closest("[lang]")).lang;
  }

  /* The text beside the button, or every text of the page: paragraph by paragraph. */
  function partsFor(button) {
    const texts = button.dataset.read === "all" ? all("main [data-text]") : [button.parentElement.querySelector("[data-text]")];
    return texts.flatMap((text) => (text.matches(PARTS) ? [text] : all(PARTS, text)))
      .filter((part) => words(part) && !part.querySelector(PARTS));
  }

  const buttons = all("[data-read]");
  const offer = () => buttons.forEach((button) => {
    const parts = partsFor(button);
    button.hidden = !parts.length || !parts.every((part) => voice(tongueOf(part)));
  });

  function hush() {
    speech.cancel();
    show("[data-hush]", false);
  }

  function read(button) {
    hush();
    const stop = button.parentElement.querySelector("[data-hush]");
    const sentences = partsFor(button).map((part) => {
      const tongue = tongueOf(part);
      return Object.assign(new SpeechSynthesisUtterance(words(part)), { voice: voice(tongue), lang: tongue, rate: SLOWER });
    });
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
