"""A citizen's messages, choices and contact dates: her copy, erasure, and how long ended ones stay."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select

from companion.foundation.copies import Copy, Counts, Entry, Erasure, Value, entries, plain, remove
from companion.foundation.database import Base, reading
from companion.nudges import inbox
from companion.nudges.records import ContactDate, Message, MessageChoice, MessageDelivery, MessageStop, WorkStart

OF_A_CITIZEN: tuple[type[Base], ...] = (  # in the order in which rows can be removed
    ContactDate,
    WorkStart,
    MessageDelivery,
    Message,
    MessageStop,
    MessageChoice,
)
TABLES = {record.__tablename__: Erasure.GOES for record in OF_A_CITIZEN}
SEALED = ("own_words", "own_words_translated")
_WHOLE = Message.__table__.c  # a row has the names of a record: a reading makes no records
OF_THE_WORKER = ("template", "claim_id", "about", "also", "repeats", "days", "anchor", "anchor_at", "decision")


def export_of(citizen: uuid.UUID) -> Copy:
    """Everything in her inbox and on its way, with own lines opened and the decision as codes; what she chose."""
    copied = {
        record.__tablename__: entries(record, record.__table__.c.citizen_id == citizen)
        for record in OF_A_CITIZEN
        if record is not Message
    }
    return {**copied, "message": _messages(citizen)}


def erase(citizen: uuid.UUID) -> Counts:
    """All of it goes; nothing more is sent."""
    return {record.__tablename__: remove(record, record.__table__.c.citizen_id == citizen) for record in OF_A_CITIZEN}


def _messages(citizen: uuid.UUID) -> list[Entry]:
    rows = entries(Message, Message.citizen_id == citizen, without=[*SEALED, *OF_THE_WORKER])
    with reading() as db:
        found = {str(row.id): row for row in db.execute(select(*_WHOLE).where(Message.citizen_id == citizen))}
    return [{**row, **_opened(found[str(row["id"])])} for row in rows]


def _opened(message: Any) -> dict[str, Value]:
    """What it says, own lines, and the first reason of the last decision."""
    codes = (message.decision or {}).get("codes", [])
    said: dict[str, Value] = {field: inbox.opened(message, field) for field in SEALED}
    return {**said, "template": plain(inbox.text_of(message)), "decision": str(codes[0]) if codes else None}


def _forget_ended(before: datetime, most: int) -> int:
    """Messages that ended, with their ways to the phone; stops that were ended."""
    old = select(Message.id).where(Message.ended_at < before)
    gone = remove(MessageDelivery, MessageDelivery.message_id.in_(old), most=most)
    if gone:
        return gone
    return remove(Message, Message.ended_at < before, most=most) + remove(
        MessageStop, MessageStop.ended_at < before, most=most
    )


def _forget_starts(before: datetime, most: int) -> int:
    """Starts of work whose dates are over or that came to nothing, with their contact dates."""
    old = select(WorkStart.id).where((WorkStart.ended_at < before) | (WorkStart.starts_on < before.date()))
    gone = remove(ContactDate, ContactDate.start_id.in_(old), most=most)
    return gone or remove(WorkStart, WorkStart.id.in_(old), most=most)


FORGET = {"message": _forget_ended, "follow-along": _forget_starts}
