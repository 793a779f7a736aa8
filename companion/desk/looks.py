"""What is new since the desk was last looked at, and whether the list of the day may stay on an own phone."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import case, select, update
from sqlalchemy.dialects import postgresql, sqlite

from companion.desk.records import DeskLook
from companion.foundation import clock
from companion.foundation.database import reading, transaction

ONE_LOOK = timedelta(minutes=30)  # a desk looked at again within it is still the same look: what is new stays new
_MINE = select(DeskLook.keep_since)


def look(staff: uuid.UUID) -> datetime:
    """Remember this look; returns the end of the look before it: what came later is new. One statement.

    On the first look nothing is new: everything would be.
    """
    now = clock.now()
    later = case((DeskLook.looked_at < now - ONE_LOOK, DeskLook.looked_at), else_=DeskLook.before_at)
    with transaction() as session:
        on_sqlite = session.get_bind().dialect.name == "sqlite"
        first = (sqlite.insert if on_sqlite else postgresql.insert)(DeskLook)
        first = first.values(staff_id=staff, looked_at=now, before_at=now)
        again = first.on_conflict_do_update(index_elements=["staff_id"], set_={"before_at": later, "looked_at": now})
        return session.execute(again.returning(DeskLook.before_at)).scalar_one()


def keep_the_day(*, staff: uuid.UUID, keep: bool) -> None:
    """From now on her own phones may keep the day's list until midnight, or no longer."""
    look(staff)
    since = clock.now() if keep else None
    with transaction() as session:
        session.execute(update(DeskLook).where(DeskLook.staff_id == staff).values(keep_since=since))


def keeps_the_day(staff: uuid.UUID) -> bool:
    """Whether she has switched that on."""
    with reading() as db:
        return db.scalar(_MINE.where(DeskLook.staff_id == staff)) is not None
