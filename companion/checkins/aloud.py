"""The statements of a check-in read aloud by a person: one recording each, with the answers, as on the page."""

from collections.abc import Mapping

from companion.checkins import wordings
from companion.checkins.instruments import WHO5, Wording
from companion.checkins.who5 import ITEMS
from companion.language import spoken
from companion.language.sounds import KnownSound
from companion.language.spoken import Lines


def recorded(wording: Wording) -> Mapping[str, KnownSound]:
    """The recordings of this very wording, by statement."""
    wanted = {(piece, wording.language): lines for piece, lines in pieces(wording).items()}
    return {piece.rpartition("/")[2]: one for (piece, _code), one in spoken.fresh(wanted).items()}


def pieces_in(language: str) -> Mapping[str, Lines]:
    """What there is to read aloud in a language; nothing where the check-in is a talk."""
    found = wordings.current(WHO5, language)
    return pieces(found) if found is not None and found.is_whole else {}


def pieces(wording: Wording) -> Mapping[str, Lines]:
    """What is read by piece; which two weeks are meant is said once, before the first statement."""
    said: dict[str, Lines] = {}
    for item, statement in zip(ITEMS, wording.items, strict=True):
        first = (wording.instruction,) if not said else ()
        said[f"check-in/{wording.instrument}/{item}"] = (*first, statement, *wording.answers)
    return said
