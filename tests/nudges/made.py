"""Messages for tests: written, booked and looked up in one line."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from companion.appointments import service as appointments
from companion.foundation import clock, journal
from companion.foundation.database import new_id, transaction
from companion.nudges import choices
from companion.nudges import service as nudges
from companion.nudges.anchors import Plan
from companion.nudges.choices import Chosen
from companion.nudges.records import Message
from companion.nudges.sending import Draft
from companion.nudges.timing import Hours
from companion.worker import dispatch
from tests.nudges.phones import RecordingPhones
from tests.people import MADE_BY, Somebody

HELLO = "thinking-of-you"


def writes(sender: Somebody, *citizens: Somebody, template: str = HELLO, **draft: object) -> list[uuid.UUID]:
    """A nudge, now unless a plan is given."""
    draft.setdefault("plan", Plan(clock.now()))
    made = Draft(key=new_id(), template=template, **draft)  # type: ignore[arg-type] # a test's draft
    return nudges.send(citizens=[one.id for one in citizens], draft=made, actor=sender.actor)


def meets(citizen: Somebody, owner: Somebody, starts_at: datetime, **changed: object) -> uuid.UUID:
    """A meeting of an hour, at a place."""
    booking = {"kind": "agreed", "track": "job", "minutes": 60, "form": "person", "title": {"da": "Samtale"}}
    booking["place"] = {"da": "Biblioteket", "ar": "المكتبة"}
    return appointments.book(
        citizen=citizen.id,
        owner=owner.id,
        starts_at=starts_at,
        actor=MADE_BY,
        **{**booking, **changed},  # type: ignore[arg-type] # a test's booking
    )


def wants(citizen: Somebody, channel: str = "push", **changed: bool) -> None:
    """She chooses how messages come, at the usual hours, and what may come by itself."""
    usual = {"evening": True, "two_hours": True, "at_night": False, "receipts": False}
    choices.choose(chosen=Chosen(channel, Hours(), **{**usual, **changed}), actor=citizen.actor)


def told(kind: str, citizen: Somebody, meeting: uuid.UUID, version: int = 1) -> None:
    """A fact about a meeting, passed on."""
    journal.tell(kind=f"appointment.{kind}", citizen=citizen.id, subject=meeting, version=version)
    dispatch.take_facts()


def drains(phones: RecordingPhones | None = None) -> RecordingPhones:
    """One round of sending."""
    used = phones or RecordingPhones()
    nudges.drain(phones=used)
    return used


def message(key: uuid.UUID) -> Message:
    """One message as it is stored."""
    with transaction() as session:
        return session.get_one(Message, key)


def messages(citizen: Somebody, kind: str | None = None) -> Sequence[Message]:
    """Every message to her, oldest first."""
    query = select(Message).where(Message.citizen_id == citizen.id).order_by(Message.planned_for, Message.made_at)
    with transaction() as session:
        return session.scalars(query if kind is None else query.where(Message.kind == kind)).all()
