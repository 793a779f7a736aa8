"""What a citizen said and asked for: her copy, erasure, and how long it stays."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from companion.concerns import hours, known, sentences, wishes, workplace
from companion.concerns.records import Concern, OwnSharing, Reply, Request, Slot, Wish, WorkplaceLine, WorkWeek
from companion.concerns.words import Words
from companion.foundation.copies import Copy, Counts, Entry, Erasure, Value, entries, plain, remove
from companion.foundation.database import Base, reading, transaction
from companion.language.table import SOURCE
from companion.language.text import Text

_RECORDS: dict[str, type[Base]] = {  # in the order in which rows can be removed
    "concern_reply": Reply,
    "concern_slot": Slot,
    "concern": Concern,
    "request": Request,
    "wish": Wish,
    "workplace_line": WorkplaceLine,
    "work_week": WorkWeek,
    "own_sharing": OwnSharing,
}
FELT: dict[str, Text] = {
    "too-much": {"da": "For meget", "en": "Too much", "ar": "أكثر من اللازم", "uk": "Забагато"},
    "fine": {"da": "Tilpas", "en": "Just right", "ar": "مناسب", "uk": "Якраз"},
    "more": {"da": "Jeg kan godt mere", "en": "I can do more", "ar": "أستطيع المزيد", "uk": "Можу більше"},
}
TABLES = dict.fromkeys(_RECORDS, Erasure.GOES)


def export_of(citizen: uuid.UUID) -> Copy:
    """Everything, opened: what she said, what was answered, and her lists."""
    return {
        "concern": _opened(Concern, citizen, {"words": _words_of_concerns, "advice": _advice_of_concerns}),
        "concern_reply": _opened(Reply, citizen, {"words": _words_of_replies}),
        "concern_slot": entries(Slot, Slot.citizen_id == citizen),
        "request": entries(Request, Request.citizen_id == citizen, without=["measure"]),
        "wish": _opened(Wish, citizen, {"words": _words_of_wishes}),
        "workplace_line": _opened(WorkplaceLine, citizen, {"words": _words_of_lines}),
        "work_week": _opened(WorkWeek, citizen, {"told": _told_of_weeks}),
        "own_sharing": entries(OwnSharing, OwnSharing.citizen_id == citizen),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """All of it goes."""
    return {name: remove(record, record.__table__.c.citizen_id == citizen) for name, record in _RECORDS.items()}


def _opened(record: type[Base], citizen: uuid.UUID, columns: dict[str, Any]) -> list[Entry]:
    table = record.__table__
    rows = entries(record, table.c.citizen_id == citizen, without=list(columns))
    for column, opening in columns.items():
        told = opening(citizen)
        for row in rows:
            row[column] = told.get(row["id"])
    return rows


def _words_of_concerns(citizen: uuid.UUID) -> dict[str, Value]:
    hers = known.concerns(Concern.citizen_id == citizen)
    return {str(one.id): _said(sentences.CITIZEN, one.words) for one in hers}


def _advice_of_concerns(citizen: uuid.UUID) -> dict[str, Value]:
    hers = known.concerns(Concern.citizen_id == citizen)
    return {str(one.id): _lines([line.text for line in one.advice]) for one in hers}


def _words_of_replies(citizen: uuid.UUID) -> dict[str, Value]:
    with reading() as db:
        rows = db.execute(select(Reply.id, Reply.words).where(Reply.citizen_id == citizen)).all()
    return {str(row.id): _said(sentences.REPLY, known.opened_reply(row.id, row.words)) for row in rows}


def _words_of_wishes(citizen: uuid.UUID) -> dict[str, Value]:
    return {str(one.id): one.words for one in wishes.of(citizen)}


def _words_of_lines(citizen: uuid.UUID) -> dict[str, Value]:
    return {str(one.id): _said(sentences.WORKPLACE, one.words) for one in workplace.of(citizen)}


def _told_of_weeks(citizen: uuid.UUID) -> dict[str, Value]:
    return {
        str(one.id): [{"name": {SOURCE: f"{one.hours:g}"}, "step": plain(FELT[one.feeling])}]
        for one in hours.of(citizen)
    }


def _said(speaker: str, said: Words) -> Value:
    told = [one.text for one in said.sentences(speaker)]
    return _lines([*told, {SOURCE: said.own, **said.said, said.language: said.own}] if said.own else told)


def _lines(texts: Sequence[Text]) -> Value:
    """As the page of an own copy reads them: one name a line."""
    return [{"name": plain(text), "step": None} for text in texts]


def _forget_concerns(before: datetime, most: int) -> int:
    """Old worries with everything that hangs on them."""
    too_old = select(Concern.id).where(Concern.sent_at < before).order_by(Concern.id).limit(most)
    with transaction() as session:
        gone = list(session.scalars(too_old))
    answers = remove(Reply, Reply.concern_id.in_(gone)) + remove(Slot, Slot.concern_id.in_(gone))
    return answers + remove(Concern, Concern.id.in_(gone))


def _forget_requests(before: datetime, most: int) -> int:
    ended = (Request.done_at < before) | (Request.taken_back_at < before)
    return remove(Request, ended, most=most)


def _forget_lists(before: datetime, most: int) -> int:
    """Suggestions nobody answered, weeks long gone, and ticks taken away; her own list stays until she changes it."""
    unanswered = (Wish.accepted_at.is_(None), Wish.made_at < before)
    weeks = remove(WorkWeek, WorkWeek.made_at < before, most=most)
    return weeks + remove(Wish, *unanswered, most=most) + remove(OwnSharing, OwnSharing.hidden_at < before, most=most)


FORGET = {"concern": _forget_concerns, "request": _forget_requests, "own-list": _forget_lists}
