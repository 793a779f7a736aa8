"""The seam to phones: whoever carries a message knows that there is one, and never what it says."""

import uuid
from collections.abc import Sequence
from typing import Protocol

from companion.push import service as push
from companion.push.service import Notice, Outcome, Route

__all__ = ["NoPhones", "Notice", "Outcome", "Phones", "RealPhones", "Route"]


class Phones(Protocol):
    """Anything that can make a phone ring; it answers always and raises nothing."""

    def reachable(self, citizen: uuid.UUID) -> Sequence[Route]:
        """Every way there is to this citizen now."""

    def send(self, notice: Notice) -> Sequence[Outcome]:
        """Carry one notice on its channel; one outcome a way. Nothing to send to is no outcome at all."""


class NoPhones:
    """An installation that reaches no phone yet: messages lie in the app, and a person is told."""

    def reachable(self, citizen: uuid.UUID) -> Sequence[Route]:
        """Nobody."""
        return ()

    def send(self, notice: Notice) -> Sequence[Outcome]:
        """Nothing happens."""
        return ()


class RealPhones:
    """Everything the room push can reach: phones with the app, numbers, e-mail addresses."""

    def reachable(self, citizen: uuid.UUID) -> Sequence[Route]:
        """Every way that is open to this citizen just now."""
        return push.reachable(citizen)

    def send(self, notice: Notice) -> Sequence[Outcome]:
        """Carry it on its channel; what became of it on each way."""
        return push.send(notice)
