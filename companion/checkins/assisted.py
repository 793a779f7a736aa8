"""An assisted check-in: an interpreter reads the statements aloud, in which language, and who it was (DOMAIN, R10)."""

from dataclasses import dataclass
from typing import Any

from companion.checkins.instruments import Wording
from companion.checkins.service import usable_wording
from companion.foundation.errors import N_, Invalid
from companion.language.table import SOURCE, languages

SHORTEST_NAME, LONGEST_NAME = 2, 100  # letters of a name and an agency


class ReaderMissing(Invalid):
    """Who read the statements aloud, and in which language, belongs to an assisted answer."""

    sentence = N_("Skriv, hvem der læser op, og vælg sproget.")


@dataclass(frozen=True)
class ReadAloud:
    """An interpreter read the text in this language; the name and agency are as the citizen told us."""

    language: str
    name: str


def read_aloud(name: Any, language: Any) -> ReadAloud | None:
    """What a form or a phone says about the reading aloud; None where both are missing. Raises ReaderMissing."""
    if name is None and language is None:
        return None
    if not isinstance(name, str) or not isinstance(language, str) or language not in spoken():
        raise ReaderMissing
    told = name.strip()
    if not SHORTEST_NAME <= len(told) <= LONGEST_NAME:
        raise ReaderMissing
    return ReadAloud(language, told)


def spoken() -> list[str]:
    """The languages an interpreter may have read in: every one we know but Danish."""
    return [code for code in languages() if code != SOURCE]


def text_to_read(instrument: str, language: str) -> Wording | None:
    """What the interpreter reads from: the wording in the citizen's language if it may be used, else the Danish one."""
    return usable_wording(instrument, language) or usable_wording(instrument, SOURCE)
