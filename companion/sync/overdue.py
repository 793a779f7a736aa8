"""How many deliveries should have gone out and have not: for whoever operates the installation."""

from datetime import timedelta

from sqlalchemy import func, or_, select

from companion.foundation import clock
from companion.foundation.database import reading
from companion.sync.receivers import PAGE
from companion.sync.records import Delivery, Receiver

LATE = timedelta(minutes=10)  # the worker looks every minute; a claim left behind runs out before that


def overdue() -> int:
    """Deliveries that were due ten minutes ago, nobody has ended, and whose receiver is called."""
    late = (
        select(func.count())
        .select_from(Delivery)
        .join(Receiver, Receiver.id == Delivery.receiver_id)
        .where(Delivery.ended_at.is_(None), Receiver.paused_at.is_(None), Delivery.next_due < clock.now() - LATE)
        .where(Receiver.body != PAGE, or_(Receiver.rests_until.is_(None), Receiver.rests_until < clock.now()))
    )
    with reading() as db:
        return db.scalar(late) or 0


def paused() -> int:
    """Receivers that are not called until somebody opens them again."""
    with reading() as db:
        return db.scalar(select(func.count()).where(Receiver.paused_at.is_not(None), Receiver.ended_at.is_(None))) or 0
