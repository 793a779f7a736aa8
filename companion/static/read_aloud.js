/* Reads the statement in sight aloud when she asks for it: with a voice of the phone's own, slower than it would.
   What all of them are about ("the last two weeks") comes first, as in a recording of the first one. */
(function (companion) {
  "use strict";

  const SLOWER = 0.8; // of the voice's own speed
  const { all, show, checkIn } = companion;
  if (!checkIn) return;
  const { form, statement } = checkIn;
  let told = false; // what they are about, since this form was begun

  /* A speaker has `ready(fieldset)` and `stop()`, and `play(fieldset)` where it has no player of its own on the page. */
  const recording = {
    ready: (fieldset) => Boolean(fieldset.querySelector("audio")),
    stop: () => all("audio", form).forEach((sound) => sound.pause()),
  };

  const voice = {
    found: () => companion.voice(form.dataset.tongue),
    ready: () => Boolean(voice.found()),
    play(fieldset) {
      const about = told && fieldset !== form.querySelector("fieldset") ? [] : all("#instruction", form);
      const texts = [...about, fieldset.querySelector("legend"), ...all("label", fieldset)];
      told = true;
      texts.forEach((text) => {
        const said = new SpeechSynthesisUtterance(text.textContent.trim());
        Object.assign(said, { voice: voice.found(), lang: form.dataset.tongue, rate: SLOWER });
        speechSynthesis.speak(said);
      });
    },
    stop: () => self.speechSynthesis && speechSynthesis.cancel(),
  };
  const speakers = [recording, voice]; // a person's voice comes first
  const speaker = () => speakers.find((one) => one.ready(statement()));

  const offer = () => show("[data-aloud]", speaker() === voice, form);
  const hush = () => speakers.forEach((one) => one.stop());

  all("[data-aloud]", form).forEach((button) => button.addEventListener("click", () => {
    hush(); // a second tap begins again
    speaker().play(statement());
  }));
  form.addEventListener("companion:statement", () => { hush(); offer(); });
  self.addEventListener("pagehide", hush);
  if (self.speechSynthesis && speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", offer);
  offer();
})((self.companion = self.companion || {}));
