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
from companion.nudges import hanging, news, reminders
from companion.nudges.records import Message
from companion.nudges.rules import CHANGE

TOLD = {  # kind of fact → what the message is about
    "appointment.booked": news.BOOKED,
    "appointment.changed": news.MOVED,
    "appointment.cancelled": "cancelled",
    "appointment.late": "late",
}


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
        hanging.look_again(session, meeting)
    reminders.plan_for(citizen)


def _message_of(session: Session, fact: AnyFact) -> bool:
    """One message for everything that happened to a meeting, and one for a whole row of new ones."""
    topic = TOLD[fact.kind]
    if topic == news.MOVED and news.is_her_own(fact.subject_id, fact.citizen_id):
        return False
    waiting = select(Message).where(
        Message.citizen_id == fact.citizen_id,
        Message.kind == CHANGE,
        Message.ended_at.is_(None),
        Message.sent_at.is_(None),
    )
    for one in session.scalars(waiting.with_for_update()):
        if _is_in(one, fact.subject_id, topic):
            one.read_at = None  # whoever has looked at it in the app has not seen this
            return False
    if session.get(Message, fact.id) is not None:
        return False
    session.add(_made(fact, topic, clock.now()))
    session.flush()
    return True


def _is_in(message: Message, meeting: uuid.UUID, topic: str) -> bool:
    """Whether news that waits tells of this too from now on; what it told before stays told."""
    if topic == news.BOOKED and message.topic in news.NEW:
        news.add(message, meeting)
        return True
    if message.topic in news.NEW and news.speaks_of(message, meeting):
        if topic == news.MOVED:
            return True
        if news.leave_out(message, meeting):
            return False  # what happened to this one is news of its own
    if message.about == meeting:
        message.topic, message.also = topic, None
        return True
    return False


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
