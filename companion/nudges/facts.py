"""Facts about meetings become messages to the citizen; what they say is looked up when they are sent and read."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.accounts.circles import ONLY_CITIZEN
from companion.foundation import clock
from companion.foundation.database import transaction
from companion.nudges import hanging, reminders
from companion.nudges.records import Message
from companion.nudges.rules import CHANGE

TOLD = {  # kind of fact → what the message is about
    "appointment.booked": "booked",
    "appointment.changed": "moved",
    "appointment.cancelled": "cancelled",
    "appointment.late": "late",
}
BOOKED, SEVERAL = "booked", "booked-several"


class AnyFact(Protocol):
    """One fact of the journal."""

    @property
    def id(self) -> uuid.UUID:
        """Its key."""

    @property
    def kind(self) -> str:
        """What happened."""

    @property
    def citizen_id(self) -> uuid.UUID:
        """Whom it concerns."""

    @property
    def subject_id(self) -> uuid.UUID:
        """Which meeting."""


def take(facts: Sequence[AnyFact]) -> int:
    """Make a message of each fact that concerns a meeting; how many were new. The same facts again make none."""
    told = [fact for fact in facts if fact.kind in TOLD]
    with transaction() as session:
        made = sum(_message_of(session, fact) for fact in told)
        for meeting in {fact.subject_id for fact in told}:
            hanging.look_again(session, meeting)
        for citizen in sorted({fact.citizen_id for fact in told}):
            reminders.plan_for(citizen)
    return made


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
