"""A citizen's card for bad days: her copy, erasure, and how long it stays."""

import uuid
from datetime import datetime

from companion.foundation.copies import Copy, Counts, Erasure, entries, remove
from companion.me import unwell
from companion.me.records import UnwellCard, UnwellShare

TABLES = {"unwell_card": Erasure.GOES, "unwell_share": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Her own words, opened, and whom she let read them."""
    written = unwell.of(citizen)
    card = vars(written.card) if written else {}
    rows = entries(UnwellCard, UnwellCard.citizen_id == citizen, without=list(vars(unwell.Card())))
    return {
        "unwell_card": [{**row, **{field: said or None for field, said in card.items()}} for row in rows],
        "unwell_share": entries(UnwellShare, UnwellShare.citizen_id == citizen),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """All of it goes."""
    return {
        "unwell_card": remove(UnwellCard, UnwellCard.citizen_id == citizen),
        "unwell_share": remove(UnwellShare, UnwellShare.citizen_id == citizen),
    }


def _forget_card(before: datetime, most: int) -> int:
    return remove(UnwellCard, UnwellCard.written_at < before, most=most)


def _forget_share(before: datetime, most: int) -> int:
    return remove(UnwellShare, UnwellShare.ended_at < before, most=most)


FORGET = {"unwell-card": _forget_card, "unwell-share": _forget_share}
