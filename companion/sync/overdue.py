"""How many deliveries should have gone out and have not: for whoever operates the installation."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from companion.foundation import clock
from companion.foundation.database import reading
from companion.sync.receivers import CSV, UNCALLED
from companion.sync.records import Delivery, Receiver
from companion.sync.rules import Verdict

LATE = timedelta(minutes=10)  # the worker looks every minute; a claim left behind runs out before that
A_NIGHT_LATE = timedelta(hours=26)  # a file comes once a night: by then one night has passed without it


def overdue() -> int:
    """Deliveries that should have gone out and that nobody has ended; a receiver that rests is not called yet."""
    is_awake = or_(Receiver.rests_until.is_(None), Receiver.rests_until < clock.now())
    joined = select(func.count()).select_from(Delivery).join(Receiver, Receiver.id == Delivery.receiver_id)
    late = joined.where(_is_late(), is_awake)
    with reading() as db:
        return db.scalar(late) or 0


def paused() -> int:
    """Receivers that are not called until somebody opens them again."""
    with reading() as db:
        return db.scalar(select(func.count()).where(Receiver.paused_at.is_not(None), Receiver.ended_at.is_(None))) or 0


@dataclass(frozen=True)
class Waiting:
    """What of one receiver needs a person: too late, kept because our content was refused, or given up."""

    late: int = 0
    held: int = 0
    dead: int = 0


def waiting() -> dict[uuid.UUID, Waiting]:
    """By receiver that is not ended; what goes as it should is not counted: nobody watches a number leave (R3)."""
    late = func.count().filter(_is_late())
    held, dead = (func.count().filter(Delivery.outcome == outcome) for outcome in (Verdict.HELD, Verdict.DEAD))
    counted = select(Delivery.receiver_id, late, held, dead).join(Receiver, Receiver.id == Delivery.receiver_id)
    query = counted.where(Receiver.ended_at.is_(None)).group_by(Delivery.receiver_id)
    with reading() as db:
        return {row[0]: Waiting(*row[1:]) for row in db.execute(query).all()}


def _is_late() -> ColumnElement[bool]:
    """What we should have posted or written to a file; what staff read or a system fetches waits for them."""
    waits = and_(Delivery.ended_at.is_(None), Receiver.paused_at.is_(None))
    posted = and_(Receiver.body.not_in(UNCALLED), Receiver.collects.is_(False), Delivery.next_due < clock.now() - LATE)
    filed = and_(Receiver.body == CSV, Delivery.next_due < clock.now() - A_NIGHT_LATE)
    return and_(waits, or_(posted, filed))
