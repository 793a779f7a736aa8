"""Phones of the simulated weeks: each opens what it is sent with another library, and shows it by its tag."""

import random
import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from companion.nudges.gateway import Notice, Outcome, Route
from companion.push import devices, sealing, vapid
from companion.push import service as push
from companion.push.channels import Channels
from companion.push.gateway import Parcel, Result
from companion.push.rules import ACCEPTED, GONE, LATER
from tests.chaos.message_model import Hers, Killed, Ledger
from tests.push.carried import Browser, phone_of

LOST = "lost"  # it rang, and the push service's answer never came: to us that is “later”
ANSWERS = (ACCEPTED,) * 12 + (LATER, LATER, LOST, LOST, GONE)
MOST_EACH = 2  # phones of one citizen when a week begins


@dataclass
class Handset:
    """One phone: whose it is, what opens its notices, and which notices it has shown for which message."""

    owner: uuid.UUID
    browser: Browser
    shown: dict[uuid.UUID, set[str]] = field(default_factory=lambda: defaultdict(set))


class Handsets:
    """Everybody's phones, on the real push service; `rings` is told whenever one shows something."""

    def __init__(self, chance: random.Random, ledger: Ledger, rings: Callable[[Notice], uuid.UUID]) -> None:
        self._chance, self._ledger, self._rings = chance, ledger, rings
        self._by_address: dict[str, Handset] = {}
        self._carried: Notice | None = None

    def turn_on(self, she: Hers) -> None:
        """She turns notices on, on a new phone."""
        phone = Handset(she.person.id, Browser())
        with suppress(devices.TooManyPhones):
            devices.turn_on(told=phone.browser.told(), here=phone_of(she.person), actor=she.person.actor)
            self._by_address[phone.browser.endpoint] = phone

    def reachable(self, citizen: uuid.UUID) -> Sequence[Route]:
        """As it really is."""
        return push.reachable(citizen)

    def send(self, notice: Notice) -> Sequence[Outcome]:
        """Through the real sender to each of her phones; the worker may be killed before, between and after them."""
        self._carried = notice
        return push.send(notice, by=Channels(push=self))

    def post(self, parcel: Parcel) -> Result:
        """One phone: it rings or not, and what is answered may be lost."""
        fate = self._chance.random()
        if fate < 0.03:
            raise Killed
        answer = self._chance.choice(ANSWERS)
        if answer in (ACCEPTED, LOST):
            self._shows(self._by_address[parcel.endpoint], parcel.body)
        if fate < 0.06:
            raise Killed
        return Result(LATER if answer == LOST else answer, answer)

    def _shows(self, phone: Handset, body: bytes) -> None:
        assert self._carried is not None
        told = phone.browser.reads(body)
        message = self._rings(self._carried)
        phone.shown[message].add(told["n"])
        self._ledger.wrong["on somebody else's phone"] += phone.owner != self._carried.citizen

    def count(self) -> None:
        """Into the books: a message that stands twice on one phone, and one that took another's place."""
        for phone in self._by_address.values():
            tags = [tag for shown in phone.shown.values() for tag in shown]
            self._ledger.shown += len(tags)
            self._ledger.wrong["twice on one phone"] += sum(len(shown) > 1 for shown in phone.shown.values())
            self._ledger.wrong["in the place of another"] += len(tags) - len(set(tags))


def a_new_worker() -> None:
    """A worker that starts has nothing in memory of the one before."""
    sealing._sealer.cache_clear()
    vapid._pair.cache_clear()
