"""A phone with one voice of its own, for Danish, and one that lives elsewhere; what is said is written down."""

from playwright.sync_api import Page

A_VOICE = """(() => {
  self.spoken = [];
  const voices = [
    { lang: "da-DK", localService: true, name: "here" }, { lang: "ar", localService: false, name: "elsewhere" },
  ];
  self.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(self, "speechSynthesis", { value: Object.assign(new EventTarget(), {
    getVoices: () => voices, cancel: () => self.spoken.push("-"),
    speak: (said) => self.spoken.push([said.text, said.rate, said.voice.name]),
  }) });
})()"""


def said(page: Page) -> list[list[object]]:
    """What was read so far: text, speed and voice."""
    return [one for one in page.evaluate("self.spoken") if one != "-"]
