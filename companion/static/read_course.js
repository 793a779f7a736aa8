/* Reads one text of the course aloud when asked: with a voice that lives on the phone, slower than it would. */
(function (companion) {
  "use strict";

  const SLOWER = 0.8; // of the voice's own speed
  const { all } = companion;
  const primary = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  const speech = self.speechSynthesis;
  if (!speech) return;

  /* Only voices of the phone's own: another one would send what she reads to somebody else. */
  const voice = (tongue) => speech.getVoices().find((one) => one.localService && primary(one.lang) === primary(tongue));
  const textOf = (button) => button.parentElement.querySelector("[data-text]");
  const tongueOf = (text) => (text.querySelector("[lang]") || document.documentElement).lang; // Danish stands in
  const buttons = all("[data-read]");
  const offer = () => buttons.forEach((button) => { button.hidden = !voice(tongueOf(textOf(button))); });

  function read(text) {
    speech.cancel();
    const said = new SpeechSynthesisUtterance(text.textContent.trim());
    Object.assign(said, { voice: voice(tongueOf(text)), lang: tongueOf(text), rate: SLOWER });
    speech.speak(said);
  }

  buttons.forEach((button) => button.addEventListener("click", () => read(textOf(button))));
  self.addEventListener("pagehide", () => speech.cancel());
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  offer();
})((self.companion = self.companion || {}));
