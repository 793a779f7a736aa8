"""Texts about a person, one at a time: a translator reads one without a name, and says it in the reader's language."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.language import asking, checking
from companion.language.asking import CARD, MESSAGE, Asked
from companion.nudges import own_lines
from companion.plan import translating as cards

LINE = "line"  # the one field of a message


@dataclass(frozen=True)
class ToTranslate:
    """A text that waits, with its Danish lines by field; who it is about is not told."""

    asked: Asked
    lines: Mapping[str, str]


def read(*, request: uuid.UUID, actor: audit.Actor) -> ToTranslate:
    """Take the text and read it. Raises NotFound, also where it has gone or is translated; and SomebodyElses."""
    with transaction():
        asked = asking.take(request=request, actor=actor)
        lines = _lines(asked)
        if lines:
            return ToTranslate(asked, lines)
        asking.done(request=request, actor=actor)
    raise NotFound


def save(*, request: uuid.UUID, said: Mapping[str, str], actor: audit.Actor) -> None:
    """Keep the translation with its text. Raises NotFound, FormMissing, Steering, WordingTooLong and TagBroken."""
    with transaction():
        asked = asking.take(request=request, actor=actor)
        lines = _lines(asked)
        words = {name: said.get(name, "").replace("\r\n", "\n").strip() for name in lines}
        for name, danish in lines.items():
            checking.check_plain(danish, words[name])
        if asked.kind == CARD:
            cards.translate(card_id=asked.about, language=asked.language, said=words)
        elif lines:
            own_lines.translate(message_id=asked.about, words=words[LINE])
        asking.done(request=request, actor=actor)


def _lines(asked: Asked) -> Mapping[str, str]:
    if asked.kind == CARD:
        return cards.missing(asked.about, asked.language)
    line = own_lines.original(asked.about) if asked.kind == MESSAGE else None
    return {LINE: line} if line else {}
