"""Texts about a citizen that wait for a translator: her copy, erasure, and how long it stays that one was asked."""

import uuid
from datetime import datetime

from companion.foundation.copies import Copy, Counts, Erasure, entries, remove
from companion.language.records import TranslationRequest

TABLES = {"translation_request": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Which texts were asked for, when they were ready, and which translator read them (R4)."""
    return {"translation_request": entries(TranslationRequest, TranslationRequest.citizen_id == citizen)}


def erase(citizen: uuid.UUID) -> Counts:
    """All of it goes."""
    return {"translation_request": remove(TranslationRequest, TranslationRequest.citizen_id == citizen)}


def _forget_old(before: datetime, most: int) -> int:
    return remove(TranslationRequest, TranslationRequest.done_at < before, most=most)


FORGET = {"translation": _forget_old}
