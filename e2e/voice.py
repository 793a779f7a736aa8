"""A phone with voices of its own, and one for Arabic that lives elsewhere; what is said is written down."""

import json

from playwright.sync_api import Page

_VOICES = """(() => {
  Object.assign(self, { spoken: [], tongues: [] });
  const voices = [...%s.map((lang) => ({ lang, localService: true, name: "here" })),
    { lang: "ar", localService: false, name: "elsewhere" }];
  self.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(self, "speechSynthesis", { value: Object.assign(new EventTarget(), {
    getVoices: () => voices, cancel: () => self.spoken.push("-"),
    speak: (said) => self.tongues.push(said.lang) && self.spoken.push([said.text, said.rate, said.voice.name]),
  }) });
})()"""


def voices(*languages: str) -> str:
    """A phone with a voice of its own for each of these."""
    return _VOICES % json.dumps(languages)


A_VOICE = voices("da-DK")


def said(page: Page) -> list[list[object]]:
    """What was read so far: text, speed and voice."""
    return [one for one in page.evaluate("self.spoken") if one != "-"]


def tongues(page: Page) -> set[str]:
    """The languages it was read in."""
    return set(page.evaluate("self.tongues"))
