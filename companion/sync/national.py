"""The seam for a national service: what such a connection has to offer, and a fake to build against.

No real one is here: it needs an agreement and certificates first. See docs/national-service.md.
"""

from dataclasses import dataclass, field
from typing import Protocol

from companion.sync.gateway import Letter
from companion.sync.rules import Answer


@dataclass(frozen=True)
class Receipt:
    """What a national service says of one letter it took: its own number, and whether it is through."""

    number: str
    is_final: bool


class NationalService(Protocol):
    """Anything that takes our letters on behalf of a national register."""

    def identify(self, citizen_key: str) -> str | None:
        """The service's own key for a citizen, agreed beforehand; None: nobody there by that name."""

    def send(self, letter: Letter, *, begin_within: float) -> Answer:
        """Hand over one letter; the same answers as from any receiver."""

    def receipt(self, webhook_id: str) -> Receipt | None:
        """What became of a letter that was taken in; None: not known there."""


@dataclass
class FakeNationalService:
    """Keeps what it is given, once per `webhook-id`; says final at the second question, as a slow register would."""

    known: dict[str, str] = field(default_factory=dict)
    taken: dict[str, Letter] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def identify(self, citizen_key: str) -> str | None:
        """The key somebody agreed on."""
        return self.known.get(citizen_key)

    def send(self, letter: Letter, *, begin_within: float) -> Answer:
        """Take it, or say that it came too late."""
        if begin_within <= 0:
            return Answer(None, "timeout", arrived=False)
        self.taken.setdefault(letter.headers["webhook-id"], letter)
        return Answer(202, "http-202", arrived=True)

    def receipt(self, webhook_id: str) -> Receipt | None:
        """Open at the first question, final from the second on."""
        if webhook_id not in self.taken:
            return None
        self.asked[webhook_id] = self.asked.get(webhook_id, 0) + 1
        return Receipt(f"receipt-{webhook_id}", is_final=self.asked[webhook_id] > 1)


@dataclass(frozen=True)
class NationalGateway:
    """A national service behind the seam every receiver has: the worker needs to know nothing else."""

    service: NationalService

    def post(self, letter: Letter, *, begin_within: float) -> Answer:
        """Hand the letter over."""
        return self.service.send(letter, begin_within=begin_within)
