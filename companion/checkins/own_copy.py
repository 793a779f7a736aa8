"""A citizen's invitations and answers: her copy with the answers opened, erasure, and how long they stay."""

import uuid
from datetime import datetime

from sqlalchemy import select

from companion.checkins import service, who5
from companion.checkins.records import Invitation, Reading
from companion.checkins.service import KnownReading
from companion.foundation import clock, crypto
from companion.foundation.copies import Copy, Counts, Entry, Erasure, Value, entries, remove
from companion.foundation.database import reading, transaction

TABLES = {"reading": Erasure.GOES, "check_in_invitation": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Every answer opened, with its index, the wording it was given in and its version, oldest first."""
    known = {str(one.id): one for one in service.history(citizen)}
    rows = entries(Reading, Reading.citizen_id == citizen, without=["answers", "reader_name"])
    readers = _readers(citizen)
    return {
        "reading": [
            {**_opened(row, known[str(row["id"])]), "reader_name": readers.get(str(row["id"]))} for row in rows
        ],
        "check_in_invitation": entries(Invitation, Invitation.citizen_id == citizen),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """Answers and invitations go; what was released keeps its moments in sync, never a value."""
    invitations = remove(Invitation, Invitation.citizen_id == citizen)
    return {"check_in_invitation": invitations, "reading": remove(Reading, Reading.citizen_id == citizen)}


def _opened(row: Entry, one: KnownReading) -> Entry:
    answers = dict[str, Value](zip(who5.ITEMS, one.answers, strict=True))
    return {**row, "answers": answers, "index": one.index}


def _readers(citizen: uuid.UUID) -> dict[str, str]:
    """Who read the statements aloud to her, as she told us."""
    read_to_her = (Reading.citizen_id == citizen, Reading.reader_name.is_not(None))
    with reading() as db:
        rows = db.execute(select(Reading.id, Reading.reader_name).where(*read_to_her)).all()
    return {
        str(row.id): str(crypto.unseal(row.reader_name, table="reading", row=row.id, field="reader_name"))
        for row in rows
    }


def _forget_old(before: datetime, most: int) -> int:
    """Old answers with the invitations they answered (which would else be open again), and old open invitations."""
    too_old = select(Reading.id).where(Reading.received_at < before).order_by(Reading.id).limit(most)
    with transaction() as session:
        gone = list(session.scalars(too_old))
    answered = remove(Invitation, Invitation.answered_by.in_(gone))
    unanswered = Invitation.answered_by.is_(None) & (Invitation.due_on < clock.danish(before).date())
    return answered + remove(Reading, Reading.id.in_(gone)) + remove(Invitation, unanswered, most=most)


FORGET = {"check-in": _forget_old}
