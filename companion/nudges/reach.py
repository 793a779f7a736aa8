"""How far the reader's own newest message to each citizen came: reached or not, and on which way.

It is told from the reader's own messages alone, as far as today's role may see them (R3): what colleagues wrote, what
she chose, and whether she was in the app show in none of it.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from companion.foundation import audit, clock
from companion.foundation.database import reading
from companion.nudges import carried, history
from companion.nudges.carried import SENT
from companion.nudges.history import IN_APP, NOT_REACHED, REACHED
from companion.nudges.records import Message
from companion.push.notices import Reached

NOT_SHOWN = "not-shown"  # taken by the phone's service, and not shown for a day
SHOWN_WITHIN = timedelta(days=1)  # a notice lives 12 hours at most (claiming.LONGEST_TTL)
LOOKED_BACK = 5  # messages to one citizen; what was taken back or had lost its reason tells nothing
APP = "inbox"


@dataclass(frozen=True)
class Reach:
    """What became of the newest message: `state`, the way it went if it went one, and when that ended."""

    state: str
    way: str | None
    at: datetime


def of(citizens: Collection[uuid.UUID], *, actor: audit.Actor) -> dict[uuid.UUID, Reach]:
    """Citizen → how far; who got no message yet is missing. Three statements for any number of citizens."""
    newest = _newest(citizens, actor)
    if not newest:
        return {}
    ways = carried.ways_of([row.id for row in newest.values() if row.outcome == "delivered"])
    return {citizen: _reach(row, ways.get(row.id, ())) for citizen, row in newest.items()}


def _newest(citizens: Collection[uuid.UUID], actor: audit.Actor) -> dict[uuid.UUID, Any]:
    """The newest message to each that tells anything."""
    place = func.row_number().over(partition_by=Message.citizen_id, order_by=(Message.ended_at.desc(), Message.id))
    columns = (Message.id, Message.citizen_id, Message.outcome, Message.decision, Message.ended_at, Message.reply)
    own = (*history.own(actor), Message.citizen_id.in_(list(citizens)), Message.ended_at.is_not(None))
    placed = select(*columns, place.label("place")).where(*own).subquery()
    with reading() as db:
        rows = db.execute(select(placed).where(placed.c.place <= LOOKED_BACK).order_by(placed.c.place.desc())).all()
    telling = (REACHED, IN_APP, NOT_REACHED)
    return {row.citizen_id: row for row in rows if history.state_of(row.outcome, row.decision) in telling}


def _reach(row: Any, ways: Sequence[Reached]) -> Reach:
    told = history.state_of(row.outcome, row.decision)
    if told != REACHED:
        return Reach(told, APP if told == IN_APP else None, row.ended_at)
    way = next((one.channel for one in ways if one.accepted_at), None)
    if row.reply is not None or any(one.shown_at for one in ways):
        return Reach(REACHED, way, row.ended_at)
    is_late = way == "push" and clock.now() - row.ended_at > SHOWN_WITHIN
    return Reach(NOT_SHOWN if is_late else SENT, way, row.ended_at)
