"""Sending once more: dead letters and held ones, and everything since a day; always under the same identifiers.

Consent is checked again when each is claimed, so what was withdrawn meanwhile stays here. What a receiver has already,
it recognises by `webhook-id` and by the identifier of each resource.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.foundation import audit, clock, journal
from companion.foundation.clock import DANISH_TIME
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.sync import dispatch
from companion.sync.records import Delivery, Receiver, Release
from companion.sync.releases import RELEASED

STUCK = ("dead", "held")


def redrive(*, receiver_id: uuid.UUID | None = None, actor: audit.Actor) -> int:
    """Dead letters and held ones are due again, at one receiver or at all; how many. Raises NotFound."""
    known = select(Receiver.id).where(Receiver.ended_at.is_(None))
    if receiver_id is not None:
        known = known.where(Receiver.id == receiver_id)
    stuck = select(Delivery).where(Delivery.outcome.in_(STUCK), Delivery.receiver_id.in_(known))
    with transaction() as session:
        if receiver_id is not None and session.scalar(known) is None:
            raise NotFound
        found = session.scalars(stuck.with_for_update()).all()
        for delivery in found:
            _open_again(delivery)
        if found:
            journal.wake_after_commit(session)
            audit.write(event="deliveries.redriven", citizen=None, actor=actor, about=receiver_id)
        return len(found)


def replay(*, receiver_id: uuid.UUID, since: date, actor: audit.Actor) -> int:
    """Everything told since the start of that Danish day goes to this receiver once more; how many. Raises NotFound."""
    begin = datetime.combine(since, time(), tzinfo=DANISH_TIME)
    with transaction() as session:
        receiver = session.get(Receiver, receiver_id, with_for_update=True)
        if receiver is None or receiver.ended_at is not None:
            raise NotFound
        again = _delivered(session, receiver_id, begin)
        for delivery in again:
            _open_again(delivery)
        missed = sum(dispatch.deliver(session, fact, only=receiver_id) for fact in _facts(session, receiver, begin))
        journal.wake_after_commit(session)
        audit.write(event="deliveries.replayed", citizen=None, actor=actor, unit=receiver.unit_id, about=receiver_id)
        return len(again) + missed


def _open_again(delivery: Delivery) -> None:
    """As on the first day, but for what is known of it: it may be there already."""
    if delivery.outcome == "delivered":
        delivery.maybe_arrived_at = delivery.maybe_arrived_at or delivery.ended_at
    delivery.outcome = delivery.ended_at = delivery.claim_id = None
    delivery.attempts, delivery.next_due = 0, clock.now()


def _delivered(session: Session, receiver_id: uuid.UUID, begin: datetime) -> Sequence[Delivery]:
    found = select(Delivery).where(
        Delivery.receiver_id == receiver_id, Delivery.told_at >= begin, Delivery.outcome.in_(("delivered", *STUCK))
    )
    return session.scalars(found.with_for_update()).all()


def _facts(session: Session, receiver: Receiver, begin: datetime) -> Sequence[journal.Fact]:
    """Of releases to its unit that it has never been sent: it was added later."""
    known = select(Delivery.id).where(Delivery.fact_id == journal.Fact.id, Delivery.receiver_id == receiver.id)
    standing = (Release.undone_at.is_(None), Release.lapsed_at.is_(None), Release.unit_id == receiver.unit_id)
    found = (
        select(journal.Fact)
        .join(Release, Release.id == journal.Fact.subject_id)
        .where(journal.Fact.kind == RELEASED, journal.Fact.at >= begin, *standing)
        .where(journal.Fact.dispatched_at.is_not(None), ~known.correlate(journal.Fact).exists())
        .order_by(journal.Fact.at)
    )
    return session.scalars(found).all()
