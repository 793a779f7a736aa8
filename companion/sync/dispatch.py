"""Turns facts told in the journal into deliveries: one per fact and receiver, never two."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.foundation import clock, journal
from companion.foundation.database import new_id, transaction
from companion.sync import consent_over, following, receivers
from companion.sync.allow_list import purpose_of
from companion.sync.consent_over import OVER
from companion.sync.records import Delivery, Release
from companion.sync.releases import RELEASED
from companion.sync.removals import REMOVAL

AT_ONCE = 100  # facts in one transaction: short enough not to hold up the web


def dispatch(limit: int = AT_ONCE) -> int:
    """Pass the oldest waiting facts on, in one transaction; how many there were."""
    with transaction():
        facts = journal.undispatched(limit)
        take(facts)
        if facts:
            journal.mark_dispatched(facts)
        return len(facts)


def take(facts: Sequence[journal.Fact]) -> None:
    """Make the deliveries of these facts in the open transaction; facts that are for nobody here are passed over.

    One that cannot be told is marked for an operator, and the others go on.
    """
    with transaction() as session:
        for fact in facts:
            if fact.kind in (RELEASED, REMOVAL, OVER, *following.FACTS):
                with journal.by_themselves([fact]):
                    _pass_on(session, fact)


def _pass_on(session: Session, fact: journal.Fact) -> None:
    if fact.kind == RELEASED:
        _deliveries_of(session, fact)
    elif fact.kind == REMOVAL:
        _removals_of(session, fact)
    elif fact.kind == OVER:
        _end_of_consent(session, fact)
    else:
        following.follow(session, fact)


def deliver(session: Session, fact: journal.Fact, *, only: uuid.UUID | None = None) -> int:
    """The deliveries of a release that are not there yet; `only`: to this receiver alone. How many."""
    return _deliveries_of(session, fact, only)


def _deliveries_of(session: Session, fact: journal.Fact, only: uuid.UUID | None = None) -> int:
    released = session.get(Release, fact.subject_id)
    if released is None or released.undone_at is not None:
        return 0
    known = _receivers_told(session, fact)
    wanted = [one.id for one in receivers.of_unit(released.unit_id, purpose_of(released.kind)) if one.id not in known]
    chosen = [one for one in wanted if only in (None, one)]
    for receiver_id in chosen:
        receivers.make_opaque_key(session, receiver_id=receiver_id, citizen=fact.citizen_id)
        session.add(_delivery(fact, receiver_id, due=released.leaves_at))
    return len(chosen)


def _removals_of(session: Session, fact: journal.Fact) -> None:
    """To every receiver that the reading went to, also one that takes no such readings any more."""
    told = select(Delivery.receiver_id).where(Delivery.subject_id == fact.subject_id, Delivery.kind == RELEASED)
    known = _receivers_told(session, fact)
    for receiver_id in session.scalars(told.distinct()).all():
        if receiver_id not in known:
            session.add(_delivery(fact, receiver_id, due=clock.now()))


def _end_of_consent(session: Session, fact: journal.Fact) -> None:
    """To every receiver that holds something under it; nobody else ever heard of it."""
    known = _receivers_told(session, fact)
    for receiver_id, release_id in consent_over.holders(session, fact.subject_id):
        if receiver_id not in known:
            session.add(_delivery(fact, receiver_id, due=clock.now(), about=release_id))
    consent_over.hurry(session, fact.subject_id)


def _delivery(fact: journal.Fact, receiver_id: uuid.UUID, *, due: datetime, about: uuid.UUID | None = None) -> Delivery:
    return Delivery(
        id=new_id(),
        fact_id=fact.id,
        receiver_id=receiver_id,
        citizen_id=fact.citizen_id,
        kind=fact.kind,
        subject_id=about or fact.subject_id,
        version=fact.version,
        told_at=fact.at,
        next_due=due,
    )


def _receivers_told(session: Session, fact: journal.Fact) -> Sequence[object]:
    return session.scalars(select(Delivery.receiver_id).where(Delivery.fact_id == fact.id)).all()
