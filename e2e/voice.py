"""A phone with voices of its own, and one for Arabic that lives elsewhere; what is said is written down."""

import json

from playwright.sync_api import Page

_VOICES = """(() => {
  self.spoken = [];
  const voices = [...%s.map((lang) => ({ lang, localService: true, name: "here" })),
    { lang: "ar", localService: false, name: "elsewhere" }];
  self.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(self, "speechSynthesis", { value: Object.assign(new EventTarget(), {
    getVoices: () => voices, cancel: () => self.spoken.push("-"),
    speak: (said) => self.spoken.push([said.text, said.rate, said.voice.name, said.lang]),
  }) });
})()"""


def voices(*languages: str) -> str:
    """A phone with a voice of its own for each of these."""
    return _VOICES % json.dumps(languages)


A_VOICE = voices("da-DK")


def said(page: Page) -> list[list[object]]:
    """What was read so far: text, speed and voice."""
    return [one[:3] for one in _spoken(page)]


def tongues(page: Page) -> set[str]:
    """The languages it was read in."""
    return {str(one[3]) for one in _spoken(page)}


def _spoken(page: Page) -> list[list[object]]:
    return [one for one in page.evaluate("self.spoken") if one != "-"]
