"""The seams to the outside: push service, text message, mail; each answers always and raises nothing."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from companion.push.rules import ACCEPTED, GONE, LATER, REFUSED, UNKNOWN

STATES = (ACCEPTED, GONE, REFUSED, UNKNOWN, LATER)


@dataclass(frozen=True)
class Parcel:
    """A sealed notice and where it goes."""

    endpoint: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Result:
    """What became of one call: a state, why in one English word or two, and how long we are asked to wait."""

    state: str
    reason: str
    retry_after: timedelta | None = None


class PushGateway(Protocol):
    """Posts a sealed notice to the push service of a browser."""

    def post(self, parcel: Parcel) -> Result:
        """Post it once."""


class SmsGateway(Protocol):
    """Sends one text message."""

    def send(self, number: str, text: str, *, reference: UUID) -> Result:
        """Send it once, to a number in E.164; UNKNOWN when it may have gone."""


class MailGateway(Protocol):
    """Sends one mail of plain text."""

    def send(self, address: str, subject: str, text: str, *, reference: UUID) -> Result:
        """Send it once; UNKNOWN when it may have gone."""
