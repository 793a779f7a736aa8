"""Consent texts read aloud by a person, each of them in its language as one recording."""

from collections.abc import Iterable, Mapping

from companion.consent.purposes import PURPOSES
from companion.consent.texts import ConsentText, consent_text
from companion.language import spoken
from companion.language.sounds import KnownSound
from companion.language.spoken import Lines


def recorded(texts: Iterable[ConsentText]) -> Mapping[str, KnownSound]:
    """The recordings of these very texts, by purpose."""
    wanted = {(_piece(text.purpose), text.language): lines(text) for text in texts}
    return {piece.partition("/")[2]: one for (piece, _code), one in spoken.fresh(wanted).items()}


def pieces_in(language: str) -> Mapping[str, Lines]:
    """What there is to read aloud in a language."""
    found = (consent_text(purpose, language) for purpose in PURPOSES)
    return {_piece(text.purpose): lines(text) for text in found if text is not None}


def lines(text: ConsentText) -> Lines:
    """The text as it stands on the page."""
    return (text.title, text.what, text.to_whom, text.not_shared, text.if_no, f"{text.until} {text.stop}")


def _piece(purpose: str) -> str:
    return f"consent/{purpose}"
