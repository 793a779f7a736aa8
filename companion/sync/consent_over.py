"""A yes that ended: each system that holds something under it is told that, and nothing else.

It says `inactive` of the Consent that came with the facts, so it tells of no value. Files and pages carry no Consent.
Worries that wait for an answer there are cancelled with it: nobody is to work on what can no longer be answered.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, or_, select, update
from sqlalchemy.orm import Session

from companion.consent.service import OVER
from companion.foundation import clock
from companion.sync.receivers import UNCALLED
from companion.sync.records import Delivery, Receiver, Release
from companion.sync.releases import RELEASED
from companion.sync.removals import ARRIVED

__all__ = ["OVER", "holders", "hurry", "is_unsettled", "still_told_of"]
_MAY_BE_THERE = or_(
    Delivery.outcome.in_(ARRIVED), Delivery.claim_id.is_not(None), Delivery.maybe_arrived_at.is_not(None)
)


def holders(session: Session, consent_id: uuid.UUID) -> Sequence[tuple[uuid.UUID, uuid.UUID]]:
    """Receivers that hold something under this yes, or may, each with the latest release it holds."""
    found = (
        select(Delivery.receiver_id, Release.id)
        .join(Release, Release.id == Delivery.subject_id)
        .join(Receiver, Receiver.id == Delivery.receiver_id)
        .where(Release.consent_id == consent_id, Delivery.kind == RELEASED, _MAY_BE_THERE)
        .where(Receiver.ended_at.is_(None), Receiver.body.not_in(UNCALLED))
        .order_by(Release.released_at, Release.id)
    )
    return list({row.receiver_id: row.id for row in session.execute(found)}.items())


def hurry(session: Session, consent_id: uuid.UUID) -> None:
    """What still waits for another attempt is looked at now: it is dropped, and then the end can be told."""
    waiting = (_is_under(consent_id), Delivery.ended_at.is_(None), Delivery.claim_id.is_(None))
    session.execute(update(Delivery).where(*waiting).values(next_due=clock.now()))


def still_told_of(db: Connection, consent_id: uuid.UUID, receiver_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """What was told under this yes and may be there, oldest first: the things themselves, not their values."""
    found = (
        select(Release.reading_id)
        .join(Delivery, Delivery.subject_id == Release.id)
        .where(Release.consent_id == consent_id, Delivery.kind == RELEASED, _MAY_BE_THERE)
        .where(Delivery.receiver_id == receiver_id, Release.removal_asked_at.is_(None))
        .order_by(Release.released_at, Release.id)
    )
    return list(dict.fromkeys(db.scalars(found)))


def is_unsettled(session: Session, consent_id: uuid.UUID, receiver_id: uuid.UUID) -> bool:
    """Whether something under this yes has not come to its end there: it could still arrive afterwards."""
    opened = select(Delivery.id).where(
        _is_under(consent_id), Delivery.receiver_id == receiver_id, Delivery.ended_at.is_(None)
    )
    return session.scalar(opened.limit(1)) is not None


def _is_under(consent_id: uuid.UUID) -> ColumnElement[bool]:
    releases = select(Release.id).where(Release.consent_id == consent_id)
    return (Delivery.kind == RELEASED) & Delivery.subject_id.in_(releases)
