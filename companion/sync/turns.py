"""Whose turn it is: the oldest fact of a citizen first at each receiver, and a few letters at once for each receiver.

A letter that failed keeps its place, so later ones of the same citizen wait behind it; other citizens do not. One that
ended (a dead letter, one held for a person) blocks nobody: what came later goes out, and a redrive sends it afterwards.
"""

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from companion.foundation.database import Moment
from companion.sync.receivers import UNCALLED
from companion.sync.records import Delivery, Receiver

LINES = 2  # letters under way to one receiver at once
NOW = bindparam("now", type_=Moment())
ABANDONED = bindparam("abandoned", type_=Moment())  # what was claimed before is claimed no more


def is_called() -> list[ColumnElement[bool]]:
    """Receivers that are posted to: plain comparisons, so that the query is one text whatever is asked."""
    return [Receiver.paused_at.is_(None), Receiver.collects.is_(False), *(Receiver.body != one for one in UNCALLED)]


def is_its_turn() -> ColumnElement[bool]:
    """No older fact of this citizen is due at, or on its way to, the same receiver."""
    other = aliased(Delivery)
    is_older = or_(
        other.told_at < Delivery.told_at,
        (other.told_at == Delivery.told_at) & (other.id < Delivery.id),
    )
    older = select(other.id).where(
        other.receiver_id == Delivery.receiver_id,
        other.citizen_id == Delivery.citizen_id,
        other.ended_at.is_(None),
        or_(other.attempts > 0, other.next_due <= NOW),
        is_older,
    )
    return ~older.correlate(Delivery).exists()


def has_a_free_line() -> ColumnElement[bool]:
    """Fewer than `LINES` letters are under way to this receiver; claims from before `ABANDONED` do not count."""
    other = aliased(Delivery)
    under_way = select(func.count()).where(
        other.receiver_id == Delivery.receiver_id,
        other.ended_at.is_(None),
        other.claim_id.is_not(None),
        other.claimed_at > ABANDONED,
    )
    return under_way.correlate(Delivery).scalar_subquery() < LINES
