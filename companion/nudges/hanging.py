"""Messages whose time hangs on something: when that is moved or gone, they are looked at again at once."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.foundation import clock, journal
from companion.nudges.records import Message
from companion.nudges.rules import NUDGE


def look_again(session: Session, about: uuid.UUID) -> None:
    """A nudge that hangs on this may have to come earlier, later, or not at all; what is being sent is passed over."""
    hanging = select(Message).where(
        Message.about == about, Message.kind == NUDGE, Message.ended_at.is_(None), Message.claim_id.is_(None)
    )
    for one in session.scalars(hanging.with_for_update(skip_locked=True)):
        one.next_due = clock.now()
    journal.wake_after_commit(session)
