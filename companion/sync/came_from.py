"""What systems of a unit wrote here themselves: it is never told back to that unit.

What a system wrote that has been shut out since, or has ended there, is staff's own and counts no more.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select

from companion.foundation.database import reading
from companion.sync.records import ApiClient, InboundItem
from companion.sync.told import Theirs


def came_from(unit: uuid.UUID, subjects: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of these that systems of this unit wrote."""
    with reading() as db:
        return frozenset(one.subject_id for one in db.execute(_written(unit, subjects)))


def name_there(unit: uuid.UUID, subject: uuid.UUID) -> Theirs | None:
    """Under which identifier a system of this unit wrote this thing; None: none of them did."""
    with reading() as db:
        found = db.execute(_written(unit, [subject]).limit(1)).one_or_none()
    return Theirs(found.client_id, found.identifier) if found else None


def _written(unit: uuid.UUID, subjects: Sequence[uuid.UUID]) -> Select[uuid.UUID, uuid.UUID, str]:
    return (
        select(InboundItem.subject_id, InboundItem.client_id, InboundItem.identifier)
        .join(ApiClient, ApiClient.id == InboundItem.client_id)
        .where(ApiClient.unit_id == unit, ApiClient.ended_at.is_(None), InboundItem.ended_at.is_(None))
        .where(InboundItem.subject_id.in_(subjects))
        .order_by(InboundItem.first_at, InboundItem.id)
    )
