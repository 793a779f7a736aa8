"""Texts about a person, one at a time: a translator reads one without a name, and says it in the reader's language."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from companion.accounts import service as accounts
from companion.appointments import translating as agreements
from companion.concerns import translating as answers
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.language import asking, checking
from companion.language.asking import ANSWER, CARD, GOAL, MESSAGE, PURPOSE, SUMMARY, Asked
from companion.language.overlays import digest_of
from companion.nudges import own_lines
from companion.plan import line_translating as goals
from companion.plan import translating as cards
from companion.words.nameless import Nameless, nameless


class Home(Protocol):
    """The part of a room that holds such texts."""

    def missing(self, about: uuid.UUID, language: str, /) -> Mapping[str, str]:
        """The Danish lines that are not there in this language, by field; none where there is nothing to do."""

    def translate(self, *, about: uuid.UUID, language: str, said: Mapping[str, str]) -> None:
        """Keep the lines in this language; what staff wrote stays as it is. Raises NotFound."""


HOMES: Mapping[str, Home] = {  # kind → who holds it
    CARD: cards,
    PURPOSE: goals,
    GOAL: goals,
    MESSAGE: own_lines,
    SUMMARY: agreements,
    ANSWER: answers,
}


class TextChanged(Conflict):
    """Whoever wrote the text has changed it since the translator read it."""

    sentence = N_("Den danske tekst er lige blevet ændret. Læs den igen, og ret din oversættelse.")


@dataclass(frozen=True)
class ToTranslate:
    """A text that a translator has taken, with its Danish lines by field; who it is about is not told."""

    asked: Asked
    lines: Mapping[str, str]
    seen: str  # a digest of the lines: what is translated is what was read


def take(*, request: uuid.UUID, actor: audit.Actor) -> None:
    """From here on it is this translator's to read. Raises NotFound and SomebodyElses."""
    asking.take(request=request, actor=actor)


def read(*, request: uuid.UUID, actor: audit.Actor) -> ToTranslate:
    """The text this translator has taken. Raises NotFound, also where it has gone or is translated."""
    with transaction():
        asked = asking.held(request=request, actor=actor)
        lines = _lines(asked).lines
        if lines:
            return ToTranslate(asked, lines, _seen(lines))
        asking.done(request=request, actor=actor)
    raise NotFound


def save(*, request: uuid.UUID, said: Mapping[str, str], seen: str, actor: audit.Actor) -> None:
    """Keep the translation with its text.

    Raises NotFound, TextChanged, FormMissing, Steering, WordingTooLong, TagBroken and PlaceholderBroken.
    """
    with transaction():
        asked = asking.held(request=request, actor=actor)
        known = _lines(asked)
        if seen != _seen(known.lines):
            raise TextChanged
        words = {name: said.get(name, "").replace("\r\n", "\n").strip() for name in known.lines}
        for name, danish in known.lines.items():
            checking.check_plain(danish, words[name])
        whole = known.put_back(words)
        if whole:
            HOMES[asked.kind].translate(about=asked.about, language=asked.language, said=whole)
        asking.done(request=request, actor=actor)


def _lines(asked: Asked) -> Nameless:
    home = HOMES.get(asked.kind)
    lines = home.missing(asked.about, asked.language) if home else {}
    return nameless(lines, accounts.person(asked.citizen_id).name)


def _seen(lines: Mapping[str, str]) -> str:
    return digest_of(repr(sorted(lines.items())))
