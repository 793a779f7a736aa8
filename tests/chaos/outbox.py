"""Looks into the outbox from outside, and lets time pass for it: the retry ladder has waits of minutes and hours."""

from datetime import datetime

from sqlalchemy import func, select, update

from companion.consent.records import Consent
from companion.foundation import clock, runtime
from companion.foundation.database import reading, transaction
from companion.foundation.journal import Fact
from companion.sync.claiming import CLAIM_EXPIRES
from companion.sync.records import Delivery, Receiver, Release
from companion.sync.releases import RELEASED
from companion.worker.wiring import wake
from tests.chaos.installation import Installation
from tests.chaos.waiting import until

DRAINED_WITHIN = 150.0  # seconds; a call that is never answered takes 30 of them


def open_claims(place: Installation, *, since: datetime) -> int:
    """How many letters are between claim and outcome, claimed after `since`."""
    claims = select(func.count()).where(Delivery.claim_id.is_not(None), Delivery.claimed_at >= since)
    with runtime.bound(place.ground), reading() as db:
        return int(db.execute(claims).scalar_one())


def waiting(place: Installation) -> int:
    """How many facts and deliveries have not come to their end."""
    facts = select(func.count()).where(Fact.dispatched_at.is_(None))
    deliveries = select(func.count()).where(Delivery.ended_at.is_(None))
    with runtime.bound(place.ground), reading() as db:
        return int(db.execute(facts).scalar_one()) + int(db.execute(deliveries).scalar_one())


def claimed_after_withdrawal(place: Installation) -> list[str]:
    """Deliveries that were claimed although their consent had been taken back; to ask before time passes."""
    late = (
        select(Delivery.id)
        .join(Release, Release.id == Delivery.subject_id)
        .join(Consent, Consent.id == Release.consent_id)
        .where(Delivery.claimed_at > Consent.withdrawn_at, Delivery.kind == RELEASED)
    )
    with runtime.bound(place.ground), reading() as db:
        return [str(one) for one in db.execute(late).scalars()]


def end_waits(place: Installation) -> None:
    """Every wait of the ladder and every rest of a receiver is over; a claim keeps its time.

    Without it a receiver that fails in every round rests for most of them, and hardly a letter is under way.
    """
    with runtime.bound(place.ground):
        with transaction() as session:
            session.execute(update(Receiver).values(failures=0, rests_until=None))
            session.execute(update(Delivery).where(Delivery.ended_at.is_(None)).values(next_due=clock.now()))
        wake()


def drain(place: Installation, *, worker_started_at: datetime) -> float:
    """Let time pass until nothing waits any more; the seconds it took. Receiver and worker must be up."""

    def empty() -> bool:
        if not waiting(place):
            return True
        _expire_claims(place, worker_started_at)
        end_waits(place)
        return False

    return until("the outbox to be empty", empty, within=DRAINED_WITHIN, every=0.25)


def _expire_claims(place: Installation, worker_started_at: datetime) -> None:
    """The claims of killed workers have run out; a claim of the worker that runs now keeps its time: it is alive."""
    abandoned = (Delivery.claim_id.is_not(None), Delivery.claimed_at < worker_started_at)
    expired = worker_started_at - CLAIM_EXPIRES - CLAIM_EXPIRES
    with runtime.bound(place.ground), transaction() as session:
        session.execute(update(Delivery).where(*abandoned).values(claimed_at=expired))
