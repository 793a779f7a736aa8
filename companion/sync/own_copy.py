"""What a citizen let go and how far it came: her copy; erasure stops what waits, and keeps the proof of what left.

A delivery that was ever claimed may have arrived, so it stays with its release and opaque name until it is too old:
they show what left, when and under which yes, and they are what a receiver is asked to remove by. They hold no value.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select

from companion.foundation import journal
from companion.foundation.copies import Copy, Counts, Entry, Erasure, entries, plain, remove
from companion.foundation.database import reading, transaction
from companion.foundation.journal import Fact
from companion.sync import holding
from companion.sync.consent_over import OVER
from companion.sync.inbound_items import opened
from companion.sync.inbound_kinds import REPLIES
from companion.sync.records import ApiClient, Delivery, InboundItem, OpaqueKey, Release
from companion.sync.removals import REMOVAL

AFTERWARDS = (REMOVAL, OVER)  # what is told of things that left, without a value
TABLES = {
    "delivery": Erasure.STAYS,
    "release": Erasure.STAYS,
    "opaque_key": Erasure.STAYS,
    "fact": Erasure.STAYS,
    "inbound_item": Erasure.GOES,
}


def export_of(citizen: uuid.UUID) -> Copy:
    """Each reading she released, each way it went, her opaque name at each receiver, and what waits to be told."""
    return {
        "release": entries(Release, Release.citizen_id == citizen),
        "delivery": _with_codes(entries(Delivery, Delivery.citizen_id == citizen, without=["claim_id", "next_due"])),
        "opaque_key": entries(OpaqueKey, OpaqueKey.citizen_id == citizen),
        "fact": entries(Fact, Fact.citizen_id == citizen),
        "inbound_item": _from_outside(citizen),
    }


def hold(citizen: uuid.UUID) -> None:
    """Lock her facts, then her deliveries, in the worker's own order: from here on none is claimed or passed on."""
    with transaction() as session:
        for record in (Fact, Delivery):
            mine = select(record.id).where(record.citizen_id == citizen).order_by(record.id)
            session.scalars(mine.with_for_update()).all()


def erase(citizen: uuid.UUID) -> Counts:
    """What never began to leave goes; telling receivers of what did leave that it is over goes on."""
    hold(citizen)
    unsent = (Delivery.claimed_at.is_(None), Delivery.kind.not_in(AFTERWARDS))
    deliveries = remove(Delivery, Delivery.citizen_id == citizen, *unsent)
    releases = remove(Release, Release.citizen_id == citizen, _has_no_delivery())
    _tell_that_it_is_over(citizen)
    return {
        "delivery": deliveries,
        "release": releases,
        "fact": remove(Fact, Fact.citizen_id == citizen, Fact.kind.not_in(AFTERWARDS), _is_told_by_none()),
        "opaque_key": _remove_unused_keys(citizen),
        "inbound_item": remove(InboundItem, InboundItem.citizen_id == citizen),
    }


def _tell_that_it_is_over(citizen: uuid.UUID) -> None:
    """Her yeses end with the erasure: whoever holds something under one hears it, unless it has been told before."""
    told = select(Fact.subject_id).where(Fact.citizen_id == citizen, Fact.kind == OVER)
    left = select(Release.consent_id).where(Release.citizen_id == citizen, Release.consent_id.not_in(told)).distinct()
    with transaction() as session:
        for consent_id in session.scalars(left).all():
            journal.tell(kind=OVER, citizen=citizen, subject=consent_id)


def _with_codes(deliveries: Sequence[dict[str, Any]]) -> list[Entry]:
    """The lines a letter told by their codes; the keys behind them are ours."""
    return [{**one, "lines": plain(holding.codes(one["lines"]) or None)} for one in deliveries]


def _from_outside(citizen: uuid.UUID) -> list[Entry]:
    """What outside systems wrote about her, as they gave it."""
    rows = entries(InboundItem, InboundItem.citizen_id == citizen, without=["client_id", "given", "subject_id"])
    with reading() as db:
        sealed = db.execute(select(InboundItem.id, InboundItem.given).where(InboundItem.citizen_id == citizen)).all()
    given = {str(row.id): opened(row.id, row.given) for row in sealed}
    return [{**row, "given": given[str(row["id"])]} for row in rows]


def _forget_told(before: datetime, most: int) -> int:
    """Facts that were passed on and have no delivery (any more)."""
    return remove(Fact, Fact.dispatched_at < before, _is_told_by_none(), most=most)


def _forget_sent(before: datetime, most: int) -> int:
    """Deliveries that ended so long ago, then releases nothing refers to, then names at receivers nobody needs."""
    ended = remove(Delivery, Delivery.ended_at < before, most=most)
    old = remove(Release, Release.released_at < before, _has_no_delivery(), most=most)
    return ended + old + _remove_unused_keys()


def _has_no_delivery() -> ColumnElement[bool]:
    return ~exists().where(Delivery.subject_id == Release.id)


def _is_told_by_none() -> ColumnElement[bool]:
    return ~exists().where(Delivery.fact_id == Fact.id)


def _remove_unused_keys(citizen: uuid.UUID | None = None) -> int:
    same = and_(Delivery.citizen_id == OpaqueKey.citizen_id, Delivery.receiver_id == OpaqueKey.receiver_id)
    if citizen is not None:
        return remove(OpaqueKey, ~exists().where(same), OpaqueKey.citizen_id == citizen)
    named_by = exists().where(ApiClient.receiver_id == OpaqueKey.receiver_id, ApiClient.ended_at.is_(None))
    return remove(OpaqueKey, ~exists().where(same), ~named_by)  # a system that writes knows her by it


def _forget_given(before: datetime, most: int) -> int:
    is_over = InboundItem.ended_at.is_not(None) | (InboundItem.kind == REPLIES)  # an answer stands, and never ends
    return remove(InboundItem, InboundItem.changed_at < before, is_over, most=most)


FORGET = {
    "outside": _forget_given,
    "sharing": _forget_sent,
    "journal": _forget_told,
}  # a fact goes after its deliveries
