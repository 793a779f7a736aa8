"""Two languages nobody speaks: every text 40 % longer, and every text in Arabic letters; laid over a real language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

from sqlalchemy import delete, insert

from companion.foundation import clock, runtime
from companion.foundation.database import new_id, transaction
from companion.language import overlays
from companion.language.records import Wording
from companion.words.sources import sources
from e2e.crawl_world import World

LONGER, TURNED = "en", "fa"  # over which languages they are laid: one of each direction
MORE = 0.4  # how much longer than Danish
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
NOT_DANISH = str.maketrans("æøåÆØÅ", "äöáÄÖÁ")  # what still has a Danish letter was never translated
_PARTS = re.compile(r"(%\(\w+\)s|%%|<[^>]*>|\s+)")


def longer(danish: str) -> str:
    """The same text with every word 40 % longer, and no Danish letter in it; placeholders stay."""
    return "".join(part if _PARTS.fullmatch(part) else _stretched(part) for part in _PARTS.split(danish))


def turned(danish: str) -> str:
    """The longer text in Arabic letters; placeholders, digits and marks stay."""
    parts = _PARTS.split(longer(danish))
    return "".join(part if _PARTS.fullmatch(part) else "".join(map(_arabic, part)) for part in parts)


@contextmanager
def spoken(world: World, code: str) -> Iterator[None]:
    """Inside, whoever reads this language reads the made-up one."""
    say = longer if code == LONGER else turned
    with runtime.bound(world.place.ground):
        now = clock.now()
        rows = [
            {"id": new_id(), "language": code, "digest": one.digest, "danish": one.danish[0], "written_at": now}
            | {"changed_at": now, "forms": [say(text) for text in one.danish]}
            for one in sources(code).values()
        ]
        with transaction() as session:
            session.execute(insert(Wording), rows)
        overlays.look_again()
        yield
        with transaction() as session:
            session.execute(delete(Wording).where(Wording.language == code))
        overlays.look_again()


def _stretched(word: str) -> str:
    more = round(len(word) * MORE)
    vowels, word = cycle("áöäéêó"), word.translate(NOT_DANISH)
    return (
        word[:-1] + "".join(next(vowels) for _ in range(more)) + word[-1:]
        if word[-1:] in ".,?!:"
        else word + "".join(next(vowels) for _ in range(more))
    )


def _arabic(letter: str) -> str:
    return ARABIC[ord(letter) % len(ARABIC)] if letter.isalpha() else letter
