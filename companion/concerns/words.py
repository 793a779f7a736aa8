"""What somebody says in a message: ready-made sentences first, own words second; sealed together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from companion.concerns import rules, sentences
from companion.concerns.sentences import Sentence
from companion.foundation.errors import N_, Invalid


class NothingSaid(Invalid):
    """A message says something."""

    sentence = N_("Vælg en sætning, eller skriv selv.")


class TooMuchSaid(Invalid):
    """Own words are a message, not a record."""

    sentence = N_("Teksten er for lang. Skriv højst %(letters)s tegn, og vælg højst %(sentences)s sætninger.")

    def __init__(self) -> None:
        super().__init__(letters=rules.LONGEST_WORDS, sentences=rules.MOST_SENTENCES)


@dataclass(frozen=True)
class Words:
    """The keys of ready-made sentences, and own words in one language (None where there are none).

    `said` is what translators have made of the own words, by language.
    """

    keys: tuple[str, ...]
    own: str | None
    language: str
    said: Mapping[str, str] = field(default_factory=dict)

    def sentences(self, speaker: str) -> Sequence[Sentence]:
        """The ready-made ones, in words of every language."""
        return sentences.said(speaker, self.keys)

    def plain(self) -> dict[str, Any]:
        """As it is sealed."""
        return {"keys": list(self.keys), "own": self.own, "language": self.language}


def words(speaker: str, keys: Iterable[str], own: str, *, language: str) -> Words:
    """What was chosen and written. Raises NothingSaid or TooMuchSaid."""
    chosen, written = tuple(sentences.known(speaker, keys)), own.strip()
    if not chosen and not written:
        raise NothingSaid
    if len(chosen) > rules.MOST_SENTENCES or len(written) > rules.LONGEST_WORDS:
        raise TooMuchSaid
    return Words(chosen, written or None, language)


def opened(plain: dict[str, Any]) -> Words:
    """What was sealed."""
    return Words(tuple(plain["keys"]), plain["own"], plain["language"], plain.get("said", {}))
