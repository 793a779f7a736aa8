"""Every way a message went, and how far: taken by the phone's service, shown on the phone, opened there."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from companion.foundation.database import reading
from companion.nudges.records import MessageDelivery
from companion.push import notices
from companion.push.notices import Reached

SENT, SHOWN, OPENED, FAILED = "sent", "shown", "opened", "failed"


@dataclass(frozen=True)
class Way:
    """One way as the sender may know it: no phone has a name, no step a time."""

    channel: str
    step: str


def ways_of(messages: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Sequence[Reached]]:
    """Message → every way it went; two statements for any number of them."""
    if not messages:
        return {}
    deliveries = select(MessageDelivery.id, MessageDelivery.message_id).where(
        MessageDelivery.message_id.in_(list(messages))
    )
    with reading() as db:
        message_of = {row.id: row.message_id for row in db.execute(deliveries)}
    found: dict[uuid.UUID, list[Reached]] = {}
    for delivery, ways in notices.of_deliveries(message_of).items():
        found.setdefault(message_of[delivery], []).extend(ways)
    return {message: tuple(ways) for message, ways in found.items()}


def as_told(ways: Sequence[Reached], receipts_since: datetime | None) -> Sequence[Way]:
    """The same for whoever wrote: “opened” only where she switched that on before she opened it."""
    return tuple(Way(one.channel, _step(one, receipts_since)) for one in ways if one.state is not None)


def _step(one: Reached, receipts_since: datetime | None) -> str:
    if receipts_since is not None and one.opened_at is not None and one.opened_at >= receipts_since:
        return OPENED
    if one.shown_at is not None:
        return SHOWN
    return SENT if one.accepted_at is not None else FAILED
