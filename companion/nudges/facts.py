"""Facts about meetings become messages to the citizen; what they say is looked up when they are sent and read."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.accounts.circles import ONLY_CITIZEN
from companion.foundation import clock, journal
from companion.foundation.database import transaction
from companion.foundation.journal import AnyFact
from companion.nudges import reminders
from companion.nudges.records import Message
from companion.nudges.rules import CHANGE, NUDGE

TOLD = {  # kind of fact → what the message is about
    "appointment.booked": "booked",
    "appointment.changed": "moved",
    "appointment.cancelled": "cancelled",
    "appointment.late": "late",
}
BOOKED, SEVERAL = "booked", "booked-several"


def take(facts: Sequence[AnyFact]) -> int:
    """Make a message of each fact that concerns a meeting; how many were new. The same facts again make none.

    One that cannot be told is marked for an operator, and the others go on: so does what follows for each citizen.
    """
    told = [fact for fact in facts if fact.kind in TOLD]
    made = 0
    with transaction() as session:
        for fact in told:
            with journal.by_themselves([fact]):
                made += _message_of(session, fact)
        for citizen in sorted({fact.citizen_id for fact in told}):
            hers = [fact for fact in told if fact.citizen_id == citizen]
            with journal.by_themselves(hers):
                _follow(session, citizen, {fact.subject_id for fact in hers})
    return made


def take_again(facts: Sequence[journal.Fact]) -> int:
    """Facts that failed once: of a meeting of which something newer was told, the older one does not come back."""
    return take([fact for fact in facts if not journal.has_news(fact, TOLD)])


def _follow(session: Session, citizen: uuid.UUID, meetings: Iterable[uuid.UUID]) -> None:
    for meeting in meetings:
        _look_again(session, meeting)
    reminders.plan_for(citizen)


def _message_of(session: Session, fact: AnyFact) -> bool:
    """One message for everything that happened to a meeting, and one for a whole row of new ones."""
    topic = TOLD[fact.kind]
    waiting = select(Message).where(
        Message.citizen_id == fact.citizen_id, Message.kind == CHANGE, Message.ended_at.is_(None)
    )
    for one in session.scalars(waiting.with_for_update()):
        if topic == BOOKED and one.topic in (BOOKED, SEVERAL) and one.sent_at is None:
            one.topic = one.topic if one.about == fact.subject_id else SEVERAL
            return False
        if one.about == fact.subject_id and one.sent_at is None:
            one.topic = one.topic if one.topic in (BOOKED, SEVERAL) and topic == "moved" else topic
            return False
    if session.get(Message, fact.id) is not None:
        return False
    session.add(_made(fact, topic, clock.now()))
    session.flush()
    return True


def _made(fact: AnyFact, topic: str, now: datetime) -> Message:
    return Message(
        id=fact.id,
        citizen_id=fact.citizen_id,
        kind=CHANGE,
        topic=topic,
        visible_to=ONLY_CITIZEN,
        about=fact.subject_id,
        made_at=now,
        planned_for=now,
        next_due=now,
        shown_at=now,
    )


def _look_again(session: Session, meeting: uuid.UUID) -> None:
    """A nudge that hangs on this meeting is looked at now: it may have to come earlier, later, or not at all."""
    hanging = select(Message).where(
        Message.about == meeting, Message.kind == NUDGE, Message.ended_at.is_(None), Message.claim_id.is_(None)
    )
    for one in session.scalars(hanging.with_for_update(skip_locked=True)):
        one.next_due = clock.now()
