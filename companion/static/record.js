/* Records a text that somebody reads aloud. What was recorded becomes the file of the form, which is then sent as ever. */
(function (companion) {
  "use strict";

  const SPEECH = 32000; // bits a second: clear speech, two minutes in half a megabyte
  const SLICE = 1000; // ms between two pieces of a recording
  const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
  const { show } = companion;
  const form = document.querySelector("form[data-record]");
  if (!form || !self.MediaRecorder || !navigator.mediaDevices || !self.DataTransfer) return;
  const part = (name) => form.querySelector("[data-" + name + "]");
  const file = form.elements.sound;
  const heard = part("heard").querySelector("audio");
  const most = Number(form.dataset.most) * 0.95; // bytes: it stops by itself before it is too long
  let recorder = null;
  let began = 0;

  const twoDigits = (number) => String(number).padStart(2, "0");
  function tell() {
    const seconds = Math.round((Date.now() - began) / 1000);
    part("time").textContent = Math.floor(seconds / 60) + ":" + twoDigits(seconds % 60);
  }

  function look(recording) {
    part("start").hidden = part("before").hidden = recording;
    part("stop").hidden = part("recording").hidden = part("clock").hidden = !recording;
    (recording ? part("stop") : part("start")).focus({ preventScroll: true }); // she reads where she is
  }

  async function start() {
    part("no-microphone").hidden = part("heard").hidden = true;
    heard.pause();
    let line;
    try {
      line = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      part("no-microphone").hidden = false;
      return part("no-microphone").focus();
    }
    listen(line);
    return look(true);
  }

  function listen(line) {
    const pieces = [];
    let size = 0;
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    recorder = new MediaRecorder(line, { mimeType, audioBitsPerSecond: SPEECH });
    began = Date.now();
    recorder.addEventListener("dataavailable", ({ data }) => {
      pieces.push(data);
      size += data.size;
      tell();
      if (size > most) stop();
    });
    recorder.addEventListener("stop", () => {
      line.getTracks().forEach((track) => track.stop()); // the phone's own light goes out
      offer(new Blob(pieces, { type: recorder.mimeType }));
    });
    tell();
    recorder.start(SLICE);
  }

  const stop = () => recorder && recorder.state === "recording" && recorder.stop();

  /* To listen to first; kept only when the form is sent. */
  function offer(sound) {
    const chosen = new DataTransfer();
    chosen.items.add(new File([sound], "recording", { type: sound.type }));
    file.files = chosen.files;
    if (heard.src) URL.revokeObjectURL(heard.src);
    heard.src = URL.createObjectURL(sound);
    part("heard").hidden = false;
    look(false);
    part("heard").scrollIntoView({ block: "center" });
  }

  part("start").addEventListener("click", start);
  part("stop").addEventListener("click", stop);
  file.addEventListener("change", () => { part("heard").hidden = true; }); // a file of her own takes its place
  self.addEventListener("pagehide", stop);
  show("[data-recorder]", true);
})((self.companion = self.companion || {}));
