/* Reads the statement in sight aloud when she asks for it: with a voice of the phone's own, slower than it would. */
(function (companion) {
  "use strict";

  const SLOWER = 0.8; // of the voice's own speed
  const { all, show, checkIn } = companion;
  if (!checkIn) return;
  const { form, statement } = checkIn;
  const primary = (tag) => tag.toLowerCase().split(/[-_]/)[0];

  /* A speaker has `ready()` and `play(fieldset)` and `stop()`. Recordings become a second one that is asked first. */
  const voice = {
    /* Only voices that live on the phone: another one would send what she reads to somebody else. */
    found() {
      const voices = self.speechSynthesis ? speechSynthesis.getVoices() : [];
      return voices.find((one) => one.localService && primary(one.lang) === primary(form.dataset.tongue));
    },
    ready: () => Boolean(voice.found()),
    play(fieldset) {
      const texts = [fieldset.querySelector("legend"), ...all("label", fieldset)];
      texts.forEach((text) => {
        const said = new SpeechSynthesisUtterance(text.textContent.trim());
        Object.assign(said, { voice: voice.found(), lang: form.dataset.tongue, rate: SLOWER });
        speechSynthesis.speak(said);
      });
    },
    stop: () => self.speechSynthesis && speechSynthesis.cancel(),
  };
  const speakers = [voice];

  const offer = () => show("[data-aloud]", speakers.some((one) => one.ready()), form);
  const hush = () => speakers.forEach((one) => one.stop());

  all("[data-aloud]", form).forEach((button) => button.addEventListener("click", () => {
    hush(); // a second tap begins again
    speakers.find((one) => one.ready()).play(statement());
  }));
  form.addEventListener("companion:statement", hush);
  self.addEventListener("pagehide", hush);
  if (self.speechSynthesis && speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", offer);
  offer();
})((self.companion = self.companion || {}));
