"""The seam to phones: whoever carries a message knows that there is one, and never what it says."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

State = Literal["accepted", "gone", "refused", "unknown", "later"]
Urgency = Literal["normal", "high"]


class AnyRoute(Protocol):
    """One way to a citizen's phone."""

    @property
    def channel(self) -> str:
        """`push`, `sms` or `email`."""


class AnyOutcome(Protocol):
    """What became of one attempt on one way."""

    @property
    def state(self) -> State:
        """`accepted`; `gone`: no such phone any more; `later`: try again; `unknown`: it may have arrived."""

    @property
    def retry_after(self) -> timedelta | None:
        """How long to wait before the next attempt, where the carrier said so."""


@dataclass(frozen=True)
class Notice:
    """What a carrier is told: an opaque id, whose phone, her language and how pressing it is. No content."""

    delivery_id: uuid.UUID
    citizen: uuid.UUID
    language: str
    channel: str
    urgency: Urgency
    topic: str | None
    ttl_seconds: int


@dataclass(frozen=True)
class Route:
    """One way to a citizen's phone; `device` where a channel has several."""

    channel: str
    device: uuid.UUID | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one attempt."""

    route: Route
    state: State
    at: datetime
    retry_after: timedelta | None = None


class Phones(Protocol):
    """Anything that can make a phone ring; it answers always and raises nothing."""

    def reachable(self, citizen: uuid.UUID) -> Sequence[AnyRoute]:
        """Every way there is to this citizen now."""

    def send(self, notice: Notice) -> Sequence[AnyOutcome]:
        """Carry one notice on its channel; one outcome a way. Nothing to send to is no outcome at all."""


class NoPhones:
    """An installation that reaches no phone yet: messages lie in the app, and a person is told."""

    def reachable(self, citizen: uuid.UUID) -> Sequence[AnyRoute]:
        """Nobody."""
        return ()

    def send(self, notice: Notice) -> Sequence[AnyOutcome]:
        """Nothing happens."""
        return ()
