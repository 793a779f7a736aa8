"""Conversations of a citizen: her copy, erasure, and how long the record stays."""

import uuid
from datetime import datetime

from companion.foundation.copies import Copy, Counts, Erasure, entries, remove
from companion.interpreting.records import Conversation, Guest

TABLES = {"conversation": Erasure.GOES, "conversation_interpreter": Erasure.GOES}
_OF_THE_MOMENT = ("pages", "version", "here", "point", "signal", "signalled_at", "sign_in_id", "code_made_at")


def export_of(citizen: uuid.UUID) -> Copy:
    """Every talk, and which agency interpreted, when and how; names are not kept."""
    return {
        "conversation": entries(Conversation, Conversation.citizen_id == citizen, without=_OF_THE_MOMENT),
        "conversation_interpreter": entries(Guest, Guest.citizen_id == citizen, without=["name"]),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """All of it goes, a talk that is open too."""
    return {
        "conversation_interpreter": remove(Guest, Guest.citizen_id == citizen),
        "conversation": remove(Conversation, Conversation.citizen_id == citizen),
    }


def _forget_old(before: datetime, most: int) -> int:
    guests = remove(Guest, Guest.came_at < before, most=most)
    talks = remove(Conversation, Conversation.made_at < before, ~_HAS_GUESTS, most=most)
    return guests + talks


_HAS_GUESTS = Conversation.id.in_(Guest.__table__.select().with_only_columns(Guest.conversation_id))
FORGET = {"conversation": _forget_old}
