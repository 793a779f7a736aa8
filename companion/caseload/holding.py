"""What members of staff hold for citizens, table by table: each room says which columns, one place moves them.

A room above names its rows as `HOLDINGS`; the desk hands all of them over in one transaction, so that nobody who leaves
leaves anything with nobody (S43).
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, update

from companion.accounts.circles import CIRCLES
from companion.accounts.contacts import Contact
from companion.foundation.database import reading, transaction


@dataclass(frozen=True)
class Handover:
    """Everything one member of staff holds for these citizens goes to another."""

    citizens: Collection[uuid.UUID]
    giver: uuid.UUID
    receiver: Contact


@dataclass(frozen=True)
class Holding:
    """Rows of one table: whose they are, who holds them, which still count, and what else tells of the holder."""

    citizen: Any  # the column
    holder: Any  # the column
    still: Callable[[], ColumnElement[bool]]
    follows: Callable[[Contact], dict[str, Any]] = lambda _receiver: {}
    circle: Any | None = None  # the column that says who may see the row (R3)
    told_in: Sequence[str] = CIRCLES  # rows without a circle of their own: to whom a gap may be told

    @property
    def table(self) -> str:
        """The name of the table."""
        return str(self.holder.class_.__tablename__)

    def held_by(self, staff: Collection[uuid.UUID], circles: Sequence[str]) -> set[tuple[uuid.UUID, uuid.UUID]]:
        """(holder, citizen) for each citizen one of these people holds something for that these circles may know."""
        if not set(circles) & set(self.told_in):
            return set()
        held = select(self.holder, self.citizen).where(self.holder.in_(list(staff)), self.still()).distinct()
        held = held if self.circle is None else held.where(self.circle.in_(circles))
        with reading() as db:
            return {(row[0], row[1]) for row in db.execute(held)}

    def hand_over(self, move: Handover) -> None:
        """Give the rows to the receiver, in the open transaction."""
        theirs = (self.holder == move.giver, self.citizen.in_(list(move.citizens)), self.still())
        told = {self.holder.key: move.receiver.person_id, **self.follows(move.receiver)}
        with transaction() as session:
            changed = update(self.holder.class_).where(*theirs).values(**told)
            session.execute(changed, execution_options={"synchronize_session": False})


def held_by(
    staff: Collection[uuid.UUID], holdings: Sequence[Holding], *, circles: Sequence[str] = CIRCLES
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """(holder, citizen) over all these tables."""
    if not staff:
        return set()
    return set().union(*(holding.held_by(staff, circles) for holding in holdings))
