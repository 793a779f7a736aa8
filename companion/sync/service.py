"""The way into this room: releasing and undoing for pages, one round of sending for the worker."""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from companion.foundation import runtime
from companion.foundation.database import reading
from companion.sync.dispatch import dispatch, take
from companion.sync.following import send_plan
from companion.sync.gateway import Gateway
from companion.sync.next_moment import next_moment
from companion.sync.receivers import KnownReceiver, add_receiver, receivers, resume
from companion.sync.records import Delivery
from companion.sync.releases import release, undo
from companion.sync.removals import ask_removal
from companion.sync.rules import State
from companion.sync.shared import SharedFact, shared_with
from companion.sync.signing import make_secret

if TYPE_CHECKING:
    from companion.sync.sending import HttpGateway

__all__ = [
    "KnownReceiver",
    "ReceiverHealth",
    "SharedFact",
    "State",
    "add_receiver",
    "ask_removal",
    "drain",
    "health",
    "make_secret",
    "next_moment",
    "open_gateway",
    "receivers",
    "release",
    "resume",
    "send_plan",
    "shared_with",
    "take",
    "take_facts",
    "undo",
]


@dataclass(frozen=True)
class ReceiverHealth:
    """How many deliveries of one receiver wait or ended how; never whose."""

    receiver_id: uuid.UUID
    counts: dict[str, int]


def take_facts() -> int:
    """Turn every waiting fact into deliveries; how many facts there were."""
    taken = 0
    while found := dispatch():
        taken += found
    return taken


def drain(*, gateway: Gateway, stopped: Callable[[], bool] = lambda: False, slots: int | None = None) -> Counter[str]:
    """Send everything that is due; how many deliveries ended how."""
    from companion.sync import draining  # here, because only a worker sends

    return draining.drain(gateway=gateway, stopped=stopped, slots=slots or draining.SLOTS)


def open_gateway() -> "HttpGateway":
    """The way to real receivers, as this installation is set."""
    from companion.sync.sending import HttpGateway  # here, because only a worker sends

    return HttpGateway(allow_private=runtime.current().config.sync_allow_private)


def health() -> Sequence[ReceiverHealth]:
    """Per receiver: `waiting` and each outcome with its number."""
    outcome = func.coalesce(Delivery.outcome, "waiting")
    counted = select(Delivery.receiver_id, outcome, func.count()).group_by(Delivery.receiver_id, outcome)
    with reading() as db:
        rows = db.execute(counted).all()
    ids = dict.fromkeys(row[0] for row in rows)
    return [ReceiverHealth(one, {row[1]: row[2] for row in rows if row[0] == one}) for one in ids]
