/* Reads one text of the course aloud when asked: with a voice that lives on the phone, slower than it would. */
(function (companion) {
  "use strict";

  const SLOWER = 0.8; // of the voice's own speed
  const { all, show } = companion;
  const tongue = document.documentElement.lang;
  const primary = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  const speech = self.speechSynthesis;
  if (!speech) return;

  /* Only voices of the phone's own: another one would send what she reads to somebody else. */
  const voice = () => speech.getVoices().find((one) => one.localService && primary(one.lang) === primary(tongue));
  const offer = () => show("[data-read]", Boolean(voice()));

  function read(text) {
    speech.cancel();
    const said = new SpeechSynthesisUtterance(text.textContent.trim());
    Object.assign(said, { voice: voice(), lang: tongue, rate: SLOWER });
    speech.speak(said);
  }

  all("[data-read]").forEach((button) => button.addEventListener("click", () =>
    read(button.parentElement.querySelector("[data-text]"))));
  self.addEventListener("pagehide", () => speech.cancel());
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
  offer();
})((self.companion = self.companion || {}));
