"""When the worker has to look again: one step into an index for each receiver, however many letters wait."""

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, ScalarSelect, Select, case, select
from sqlalchemy.orm import InstrumentedAttribute

from companion.foundation.database import reading
from companion.sync import turns
from companion.sync.claiming import CLAIM_EXPIRES
from companion.sync.records import Delivery, Receiver


def next_moment() -> datetime | None:
    """When the next delivery is due (or an abandoned claim runs out); None: nothing waits."""
    moments: list[datetime] = []
    with reading() as db:
        for rests_until, due, claimed_at in db.execute(_next_of_each()):
            moments += [max(due, rests_until or due)] if due else []
            moments += [claimed_at + CLAIM_EXPIRES] if claimed_at else []
    return min(moments, default=None)


@cache
def _next_of_each() -> Select[datetime | None, datetime | None, datetime | None]:
    """Of each receiver that is called: until when it rests, what is due there first, what was claimed there first."""
    due = _first(Delivery.next_due, Delivery.claim_id.is_(None))
    claimed = _first(Delivery.claimed_at, Delivery.claim_id.is_not(None))
    return select(Receiver.rests_until, due, claimed).where(*turns.is_called())


def _first(
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None], state: ColumnElement[bool]
) -> ScalarSelect[datetime | None]:
    """The first moment at this receiver, with one step into the index that has it: none if the next one's comes.

    With `==` and a minimum PostgreSQL may walk all that is due anywhere until one of this receiver comes.
    """
    here = case((Delivery.receiver_id == Receiver.id, moment))
    first = select(here).where(Delivery.receiver_id >= Receiver.id, Delivery.ended_at.is_(None), state)
    return first.order_by(Delivery.receiver_id, moment).limit(1).scalar_subquery()
