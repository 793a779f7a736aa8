"""Conversations of a citizen: her copy, erasure, and how long the record stays."""

import uuid
from datetime import datetime

from companion.foundation.copies import Copy, Counts, Entry, Erasure, entries, remove
from companion.interpreting import teach_back
from companion.interpreting.records import Conversation, Guest, TeachBack

TABLES = dict.fromkeys(("conversation", "conversation_interpreter", "teach_back"), Erasure.GOES)
_OF_THE_MOMENT = ("pages", "version", "here", "point", "block", "signal", "signalled_at", "sign_in_id", "code_made_at")


def export_of(citizen: uuid.UUID) -> Copy:
    """Every talk, and which agency interpreted, when and how; names are not kept. What she said back just now."""
    return {
        "conversation": entries(Conversation, Conversation.citizen_id == citizen, without=_OF_THE_MOMENT),
        "conversation_interpreter": entries(Guest, Guest.citizen_id == citizen, without=["name"]),
        "teach_back": _told(citizen),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """All of it goes, a talk that is open too."""
    return {
        "teach_back": remove(TeachBack, TeachBack.citizen_id == citizen),
        "conversation_interpreter": remove(Guest, Guest.citizen_id == citizen),
        "conversation": remove(Conversation, Conversation.citizen_id == citizen),
    }


def _forget_old(before: datetime, most: int) -> int:
    guests = remove(Guest, Guest.came_at < before, most=most)
    talks = remove(Conversation, Conversation.made_at < before, ~_HAS_GUESTS, most=most)
    return guests + talks + remove(TeachBack, TeachBack.said_at < before, most=most)


def _told(citizen: uuid.UUID) -> list[Entry]:
    words = {str(about): told.words for about, told in teach_back.told_by(citizen).items()}
    rows = entries(TeachBack, TeachBack.citizen_id == citizen, without=["words"])
    return [{**row, "words": words[str(row["about"])]} for row in rows if str(row["about"]) in words]


_HAS_GUESTS = Conversation.id.in_(Guest.__table__.select().with_only_columns(Guest.conversation_id))
FORGET = {"conversation": _forget_old}
