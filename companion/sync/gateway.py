"""The seam to the outside: one letter goes out, one answer comes back."""

from dataclasses import dataclass
from typing import Protocol

from companion.sync.rules import Answer


@dataclass(frozen=True)
class Letter:
    """One signed body and where it goes."""

    address: str
    headers: dict[str, str]
    body: bytes


class Gateway(Protocol):
    """Anything that can post a letter; it answers always and raises nothing."""

    def post(self, letter: Letter, *, begin_within: float) -> Answer:
        """Post the letter; its first byte leaves within `begin_within` seconds, or not at all."""
