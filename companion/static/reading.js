/* A phone with a voice of its own for the page's language can read any page aloud; what that takes comes to no other phone. */
(function (companion) {
  "use strict";

  const HEARD = "main :is([data-text], [data-aloud], audio)"; // what has a voice of its own, text by text
  const speech = self.speechSynthesis;
  const primary = (tongue) => tongue.toLowerCase().split(/[-_]/)[0];

  /* Only voices that live on the phone: another one would send what she reads to somebody else. */
  companion.voice = (tongue) => speech
    && speech.getVoices().find((one) => one.localService && primary(one.lang) === primary(tongue));
  companion.readsWhole = () => companion.voice(document.documentElement.lang) && !document.querySelector(HEARD);

  function bring() {
    const [control] = companion.all("[data-whole]");
    if (!control || !companion.readsWhole()) return;
    companion.bring(control.dataset.whole).catch(() => null);
    control.removeAttribute("data-whole");
  }

  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", bring);
  document.addEventListener("companion:spoken", bring);
  bring();
})((self.companion = self.companion || {}));
