"""How many deliveries should have gone out and have not: for whoever operates the installation."""

from datetime import timedelta

from sqlalchemy import func, select

from companion.foundation import clock
from companion.foundation.database import reading
from companion.sync.records import Delivery, Receiver

LATE = timedelta(minutes=10)  # the worker looks every minute; a claim left behind runs out before that


def overdue() -> int:
    """Deliveries that were due ten minutes ago, nobody has ended, and whose receiver is called."""
    late = (
        select(func.count())
        .select_from(Delivery)
        .join(Receiver, Receiver.id == Delivery.receiver_id)
        .where(Delivery.ended_at.is_(None), Receiver.paused_at.is_(None), Delivery.next_due < clock.now() - LATE)
    )
    with reading() as db:
        return db.scalar(late) or 0


def paused() -> int:
    """Receivers that are not called until somebody opens them again."""
    with reading() as db:
        return db.scalar(select(func.count()).where(Receiver.paused_at.is_not(None))) or 0
