"""Claims the next due delivery, and records how it ended; consent is checked in the claiming transaction.

The order is decided in the database: the claim locks the consent's row (BEGIN IMMEDIATE on SQLite)
while it sets `claimed_at`: no delivery is claimed after a withdrawal. Calls happen outside any transaction.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from companion.consent import service as consents
from companion.foundation import clock
from companion.foundation.database import new_id, transaction
from companion.sync import consent_over, receivers, turns
from companion.sync.allow_list import purpose_of
from companion.sync.consent_over import OVER
from companion.sync.delivery_lines import arrival, called, write
from companion.sync.records import Delivery, OpaqueKey, Receiver, Release
from companion.sync.releases import RELEASED
from companion.sync.removals import ARRIVED, REMOVAL, is_told_anew
from companion.sync.rules import LADDER, NOT_BUILT, PROBE_WITHIN, RESTS_AFTER, Answer, Verdict, next_due, verdict
from companion.sync.turns import ABANDONED, NOW

CLAIM_EXPIRES = timedelta(seconds=60)  # 5 s to begin and 30 s to call, with room: after this the worker is gone


@dataclass(frozen=True)
class Claim:
    """One delivery that this worker, and no other, may try now; everything its letter is made of."""

    delivery_id: uuid.UUID
    claim_id: uuid.UUID
    claimed_at: datetime
    attempts: int
    kind: str
    what: str  # the kind of fact on the allow-list
    version: int
    fact_id: uuid.UUID
    citizen_id: uuid.UUID
    reading_id: uuid.UUID
    released_at: datetime
    consent: consents.GivenConsent
    receiver_id: uuid.UUID
    address: str
    body: str
    sealed_secret: bytes
    sealed_before: bytes | None
    namespace: uuid.UUID
    opaque_key: uuid.UUID


@dataclass(frozen=True)
class Dropped:
    """A due delivery that may no longer be sent, and what is known of earlier attempts."""

    delivery_id: uuid.UUID
    outcome: str


def claim() -> Claim | Dropped | None:
    """Take the oldest due delivery, or drop it when it may no longer be sent; None: nothing is due."""
    with transaction() as session:
        now = clock.now()
        found = session.execute(_oldest_due(), {"now": now, "abandoned": now - CLAIM_EXPIRES}).one_or_none()
        if found is None:
            return None
        return decide(session, *found)


def decide(session: Session, delivery: Delivery, receiver: Receiver) -> Claim | Dropped:
    """Claim this locked delivery, or drop it when it may no longer be told; whoever tells it asks here first."""
    released = session.get_one(Release, delivery.subject_id)
    if delivery.kind == REMOVAL:
        return _claim_removal(session, delivery, receiver, released)
    if delivery.kind == OVER:
        return _claim_end(session, delivery, receiver, released)
    consent = _standing_consent(released)
    session.refresh(released, with_for_update=True)
    if delivery.claim_id is not None:  # a worker was killed between claim and outcome
        delivery.maybe_arrived_at = delivery.maybe_arrived_at or delivery.claimed_at
    if consent is None or released.undone_at is not None:
        return _drop(delivery, receiver, released)
    return _take(session, delivery, receiver, (released, consent))


def _claim_removal(session: Session, delivery: Delivery, receiver: Receiver, released: Release) -> Claim | Dropped:
    """No consent is asked: a removal carries no value. It waits for the reading's own delivery to end."""
    sent = session.scalars(
        select(Delivery).where(
            Delivery.subject_id == released.id, Delivery.receiver_id == receiver.id, Delivery.kind == RELEASED
        )
    ).all()
    if any(one.ended_at is None for one in sent):
        return _postponed(delivery)
    is_there = any(one.outcome in ARRIVED or one.maybe_arrived_at is not None for one in sent)
    if not is_there or is_told_anew(session, released, receiver.id):
        delivery.claim_id = None
        _end(delivery, "dropped", "nothing-to-remove")
        return Dropped(delivery.id, "dropped")
    return _take(session, delivery, receiver, (released, consents.given(released.consent_id)))


def _claim_end(session: Session, delivery: Delivery, receiver: Receiver, released: Release) -> Claim | Dropped:
    """No consent is asked: that it is over is what is told. It waits until nothing under it can arrive any more."""
    if consent_over.is_unsettled(session, released.consent_id, receiver.id):
        return _postponed(delivery)
    return _take(session, delivery, receiver, (released, consents.given(released.consent_id)))


def _postponed(delivery: Delivery) -> Dropped:
    delivery.claim_id, delivery.next_due = None, clock.now() + LADDER[0]
    return Dropped(delivery.id, "postponed")


def give_back(mine: Claim, *, wait: timedelta = LADDER[0], why: str = "too-late-after-claim") -> None:
    """Nothing was sent: the claim is as if it had not been, and the delivery is due again after `wait`."""
    given_back = update(Delivery).where(Delivery.id == mine.delivery_id, Delivery.claim_id == mine.claim_id)
    with transaction() as session:
        session.execute(
            given_back.values(
                claim_id=None,
                claimed_at=mine.claimed_at if mine.attempts > 1 else None,
                attempts=mine.attempts - 1,
                next_due=clock.now() + wait,
                reason=why,
            )
        )


def let_fall(mine: Claim, *, why: str) -> str:
    """She has taken it back where it stands: it is not sent; what becomes of it."""
    with transaction() as session:
        delivery = session.get_one(Delivery, mine.delivery_id, with_for_update=True)
        if delivery.claim_id != mine.claim_id:
            return "stale"
        receiver, released = session.get_one(Receiver, mine.receiver_id), session.get_one(Release, delivery.subject_id)
        return _drop(delivery, receiver, released, why).outcome


def record(mine: Claim, answer: Answer, *, jitter: float) -> Verdict | None:
    """Write down what one attempt brought; None when this claim is no longer the one that counts."""
    with transaction() as session:
        delivery = session.scalars(
            select(Delivery)
            .where(Delivery.id == mine.delivery_id, Delivery.claim_id == mine.claim_id)
            .with_for_update()
        ).one_or_none()
        if delivery is None or delivery.ended_at is not None:
            return None
        result = verdict(answer, attempts=delivery.attempts)
        delivery.claim_id = None
        delivery.last_status, delivery.reason = answer.status, answer.reason
        if answer.reason != NOT_BUILT:
            failed = result in (Verdict.RETRY, Verdict.DEAD)
            receivers.note_call(session, receiver_id=delivery.receiver_id, failed=failed)
        if answer.arrived is None:
            delivery.maybe_arrived_at = delivery.maybe_arrived_at or delivery.claimed_at
        _follow(session, delivery, result, (mine, answer, jitter))
        return result


def arrived(session: Session, delivery: Delivery, receiver: Receiver, *, how: str = "acknowledged") -> None:
    """A receiver that nobody posts to has this one: it said so, or it stands in its file of the night."""
    released = session.get_one(Release, delivery.subject_id)
    delivery.claim_id = None
    _end(delivery, str(Verdict.DELIVERED), how)
    delivery.delivered_at = delivery.delivered_at or delivery.ended_at
    write(arrival(delivery, released.kind), delivery, (receiver.unit_id, released.kind, released.reading_id))


@cache  # made once: to make it takes a fifth of what a delivery takes
def _oldest_due() -> Select[Delivery, Receiver]:
    return (
        select(Delivery, Receiver)
        .join(Receiver, Receiver.id == Delivery.receiver_id)
        .where(
            Delivery.ended_at.is_(None),
            Delivery.next_due <= NOW,
            *turns.is_called(),
            or_(Delivery.claim_id.is_(None), Delivery.claimed_at <= ABANDONED),
            or_(Receiver.rests_until.is_(None), Receiver.rests_until <= NOW),
            turns.has_a_free_line(),
            turns.is_its_turn(),
        )
        .order_by(Delivery.next_due)
        .limit(1)
        .with_for_update(of=Delivery, skip_locked=True)
    )


def _standing_consent(released: Release) -> consents.GivenConsent | None:
    """The consent it was released under, locked; a later one does not carry an older release."""
    purpose = purpose_of(released.kind)
    live = consents.live(citizen=released.citizen_id, purpose=purpose, unit=released.unit_id, lock=True)
    return live if live is not None and live.id == released.consent_id else None


def _take(
    session: Session, delivery: Delivery, receiver: Receiver, under: tuple[Release, consents.GivenConsent]
) -> Claim:
    released, consent = under
    delivery.claim_id, delivery.claimed_at = new_id(), clock.now()
    _count_attempt(delivery, receiver, released)
    if receiver.failures >= RESTS_AFTER:  # this one tries whether it is back; the others wait for what comes of it
        receiver.rests_until = clock.now() + PROBE_WITHIN
    same = ("claim_id", "claimed_at", "attempts", "kind", "version", "fact_id", "citizen_id", "receiver_id")
    told = {name: getattr(delivery, name) for name in same}
    return Claim(
        **told,
        delivery_id=delivery.id,
        what=released.kind,
        reading_id=released.reading_id,
        released_at=released.released_at,
        consent=consent,
        address=receiver.address,
        body=receiver.body,
        sealed_secret=receiver.secret,
        sealed_before=receiver.secret_before,
        namespace=receiver.namespace,
        opaque_key=_key(session, delivery),
    )


def _key(session: Session, delivery: Delivery) -> uuid.UUID:
    mine = (OpaqueKey.receiver_id == delivery.receiver_id, OpaqueKey.citizen_id == delivery.citizen_id)
    return session.scalars(select(OpaqueKey.key).where(*mine)).one()


def _count_attempt(delivery: Delivery, receiver: Receiver, released: Release) -> None:
    """The first time the answers are opened to build the letter, and that is told."""
    delivery.attempts += 1
    if delivery.attempts == 1 and delivery.kind == RELEASED:
        write("read.for-sending", delivery, (receiver.unit_id, released.kind, released.reading_id))


def _drop(delivery: Delivery, receiver: Receiver, released: Release, why: str = "withdrawn") -> Dropped:
    outcome, reason = "dropped", "undone" if released.undone_at is not None else why
    if delivery.maybe_arrived_at is not None:
        outcome, reason = "was-on-its-way", "unknown-when-withdrawn"
    delivery.claim_id = None
    _end(delivery, outcome, reason)
    event = f"{called(released.kind)}.{outcome}"
    write(event, delivery, (receiver.unit_id, released.kind, released.reading_id))
    return Dropped(delivery.id, outcome)


def _follow(session: Session, delivery: Delivery, result: Verdict, attempt: tuple[Claim, Answer, float]) -> None:
    mine, answer, jitter = attempt
    if result is Verdict.RETRY:
        delivery.next_due = next_due(answer, attempts=delivery.attempts, now=clock.now(), jitter=jitter)
    elif result is Verdict.PAUSED:
        delivery.attempts -= 1  # the ladder is for receivers that are there
        receivers.pause(session, receiver_id=delivery.receiver_id, why=answer.reason)
    else:
        _end(delivery, str(result), answer.reason)
        if result is Verdict.DELIVERED:
            delivery.delivered_at = delivery.delivered_at or delivery.ended_at
            about = (mine.consent.unit_id, mine.what, mine.reading_id)
            write(arrival(delivery, mine.what), delivery, about)


def _end(delivery: Delivery, outcome: str, reason: str) -> None:
    delivery.ended_at, delivery.outcome, delivery.reason = clock.now(), outcome, reason
