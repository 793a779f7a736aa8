"""The twin of real phones: remembers what it was told to carry, and answers what it was told to answer."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from companion.foundation import clock
from companion.nudges.gateway import Notice, Outcome, Route
from companion.push import service as push
from companion.push.gateway import Result
from tests.push.carried import Recording


@dataclass
class RecordingPhones:
    """Every citizen has these channels unless she is in `without`; answers are given in order, then `accepted`."""

    channels: Sequence[str] = ("push", "sms", "email")
    answers: list[str] = field(default_factory=list)
    retry_after: timedelta | None = None
    without: set[uuid.UUID] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None

    def reachable(self, citizen: uuid.UUID) -> Sequence[Route]:
        """One device a channel."""
        return [] if citizen in self.without else [Route(channel) for channel in self.channels]

    def send(self, notice: Notice) -> Sequence[Outcome]:
        """Remember the notice; something may happen meanwhile."""
        self.notices.append(notice)
        if self.meanwhile is not None:
            self.meanwhile()
        state = self.answers.pop(0) if self.answers else "accepted"
        return [Outcome(Route(notice.channel), state, clock.now(), self.retry_after)]


class Posted:
    """Phones as the room push has them, over a push service that answers what it is told to."""

    def __init__(self, *answers: str) -> None:
        self.twin = Recording([Result(one, "") for one in answers])

    def reachable(self, citizen: uuid.UUID) -> Sequence[Route]:
        """Her phones."""
        return push.reachable(citizen)

    def send(self, notice: Notice) -> Sequence[Outcome]:
        """Through the twin."""
        return push.send(notice, by=self.twin.channels)
