"""How many deliveries should have gone out and have not: for whoever operates the installation."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select

from companion.foundation import clock
from companion.foundation.database import reading
from companion.sync.receivers import UNCALLED
from companion.sync.records import Delivery, Receiver
from companion.sync.rules import Verdict

LATE = timedelta(minutes=10)  # the worker looks every minute; a claim left behind runs out before that


def overdue() -> int:
    """Deliveries that were due ten minutes ago, nobody has ended, and whose receiver is called."""
    late = (
        select(func.count())
        .select_from(Delivery)
        .join(Receiver, Receiver.id == Delivery.receiver_id)
        .where(Delivery.ended_at.is_(None), Receiver.paused_at.is_(None), Delivery.next_due < clock.now() - LATE)
        .where(Receiver.body.not_in(UNCALLED), or_(Receiver.rests_until.is_(None), Receiver.rests_until < clock.now()))
    )
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
    """By receiver; what goes as it should is not counted, so that nobody watches a number leave (R3)."""
    moment = clock.now() - LATE
    late = func.count().filter(Delivery.ended_at.is_(None), Delivery.next_due < moment)
    held, dead = (func.count().filter(Delivery.outcome == outcome) for outcome in (Verdict.HELD, Verdict.DEAD))
    query = select(Delivery.receiver_id, late, held, dead).group_by(Delivery.receiver_id)
    with reading() as db:
        return {row[0]: Waiting(*row[1:]) for row in db.execute(query).all()}
