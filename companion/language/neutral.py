"""The one text that may stand on a locked screen, whatever it is about: own language first, then Danish (R6)."""

from dataclasses import dataclass

from companion.foundation.errors import N_
from companion.language.table import SOURCE, Language, language, readable
from companion.language.words import words

TITLE = N_("Du har en ny besked.")
BODY = N_("Åbn appen, når det passer dig.")
TEXT_MESSAGE = N_("Ny besked i appen Companion.")  # with the Danish one below it: 70 letters in all (UCS-2)


@dataclass(frozen=True)
class Neutral:
    """The text as one reader gets it: which language it begins in, one short line, and the rest."""

    language: Language
    title: str
    body: str


def notice(code: str) -> Neutral:
    """The text for a notice on a phone."""
    own, title = _in(code, TITLE)
    if own.code == SOURCE:
        return Neutral(own, TITLE, BODY)
    _, body = _in(code, BODY)
    return Neutral(own, title, f"{body}\n{TITLE} {BODY}")


def text_message(code: str) -> str:
    """The text for one text message."""
    own, text = _in(code, TEXT_MESSAGE)
    return TEXT_MESSAGE if own.code == SOURCE else f"{text}\n{TEXT_MESSAGE}"


def _in(code: str, danish: str) -> tuple[Language, str]:
    """The sentence and the language it is really in: Danish where it is not translated."""
    own = readable(code)
    text = words(own.code).plain(danish).unescape()
    return (language(SOURCE), danish) if text == danish else (own, text)
