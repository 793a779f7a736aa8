"""Shows exactly what would leave about one citizen, receiver by receiver, without sending anything.

The very steps of the worker are taken, in a transaction that is undone: what still waits becomes deliveries, each is
decided, and its body is built. So a body has the names it will leave under. Made up here is only what the worker makes
when it takes a fact: the key of a citizen new to a receiver, the id of a delivery (in the file of a night), and the
name of the event or Provenance of what she let go in another room a moment ago.
"""

import logging
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.accounts import own_copy as everybody
from companion.consent import service as consents
from companion.foundation import audit, journal
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.sync import claiming, dispatch, facts_csv, nightly, receivers
from companion.sync.allow_list import ALLOWED, values_of
from companion.sync.claiming import Claim, Dropped
from companion.sync.consent_over import OVER
from companion.sync.inbound_batch import tried
from companion.sync.letters import body_of
from companion.sync.on_page import Shared
from companion.sync.receivers import KnownReceiver
from companion.sync.records import Delivery, Receiver, Release
from companion.sync.releases import RELEASED
from companion.sync.removals import REMOVAL
from companion.sync.told import NotNow, TheirsAlready

AT_ONCE = 100  # waiting facts of hers taken together
NO_CONSENT, CONTESTED, TAKEN_BACK = "no live consent", "contested by the citizen", "taken back where it stands"
THEIRS = "all of it was written by that unit's own system"
_DROPPED = {
    "withdrawn": NO_CONSENT,
    "undone": TAKEN_BACK,
    "unknown-when-withdrawn": "taken back while it may have arrived already",
    "nothing-to-remove": "nothing of it has left",
}
_ENDED = {
    "delivered": "it has arrived; only a replay sends it again",
    "held": "held for a person; only a redrive sends it",
    "dead": "a dead letter; only a redrive sends it",
}
_log = logging.getLogger("companion.sync")


@dataclass(frozen=True)
class Preview:
    """One thing at one receiver: its body, or why none would leave now; `removes`: it is to be taken out there."""

    receiver_id: uuid.UUID
    address: str
    what: str
    body: bytes | None
    why_not: str | None
    removes: bool = False


def preview(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[Preview]:
    """What waits for each receiver as it will leave, and what she let go that stays here; the look is shown to her."""
    with transaction():
        audit.write(event="read.preview", citizen=citizen, actor=actor)
    with tried(dry_run=True), transaction() as session:
        _take_what_waits(citizen)
        return [
            one
            for known in receivers.receivers()
            if known.ended_at is None
            for one in (_on_page if known.body == receivers.PAGE else _at)(session, known, citizen)
        ]


def _take_what_waits(citizen: uuid.UUID) -> None:
    while facts := journal.undispatched(AT_ONCE, citizen=citizen):
        dispatch.take(facts)
        journal.mark_dispatched(facts)


def _at(session: Session, known: KnownReceiver, citizen: uuid.UUID) -> Iterator[Preview]:
    """What is open there, as it was told; then what is not."""
    receiver = session.get_one(Receiver, known.id)
    hers = select(Delivery).where(Delivery.receiver_id == known.id, Delivery.citizen_id == citizen)
    waiting = session.scalars(
        hers.where(Delivery.ended_at.is_(None)).order_by(Delivery.told_at, Delivery.version, Delivery.id)
    ).all()
    open_ones = {one.subject_id for one in waiting if one.kind != OVER}
    for delivery in waiting:
        yield _waiting(session, known, (delivery, receiver))
    for released in _standing(session, known, citizen):
        if released.id not in open_ones:
            yield Preview(known.id, known.address, released.kind, None, _why_not(session, known, released))


def _waiting(session: Session, known: KnownReceiver, waits: tuple[Delivery, Receiver]) -> Preview:
    delivery, receiver = waits
    body, why = _built(claiming.decide(session, delivery, receiver), delivery)
    what = OVER if delivery.kind == OVER else session.get_one(Release, delivery.subject_id).kind
    return Preview(known.id, known.address, what, body, why, removes=delivery.kind == REMOVAL)


def _built(claim: Claim | Dropped, delivery: Delivery) -> tuple[bytes | None, str | None]:
    """In the form of this receiver: its letter, or the lines of its file of the night; or why not."""
    if isinstance(claim, Dropped):
        return None, _DROPPED.get(delivery.reason or "", "it waits for what is under way")
    try:
        if claim.body != receivers.CSV:
            return body_of(claim)[1], None
        return nightly.as_file([nightly.Written(claim, nightly.told_of(claim))]).encode(), None
    except NotNow:
        return None, CONTESTED
    except NotFound as gone:
        return None, THEIRS if isinstance(gone, TheirsAlready) else TAKEN_BACK
    except Exception:  # noqa: BLE001 - as in the worker, which holds it for a person and goes on
        _log.exception("delivery %s cannot be built", claim.delivery_id)
        return None, "it cannot be built; the worker holds it for a person"


def _on_page(session: Session, known: KnownReceiver, citizen: uuid.UUID) -> Iterator[Preview]:
    """A page shows what stands at every look; what is taken back is gone from it at once."""
    name = everybody.names({citizen}).get(citizen, "")
    for released in _standing(session, known, citizen):
        body, why = None, _refused(known, released)
        try:
            told = values_of(released.kind, released.reading_id, citizen=citizen, unit=released.unit_id)
            body = None if why else facts_csv.text([Shared(citizen, name, told)]).encode()
        except NotNow:
            why = why or CONTESTED
        except NotFound as gone:
            why = why or (THEIRS if isinstance(gone, TheirsAlready) else TAKEN_BACK)
        yield Preview(known.id, known.address, released.kind, body, why)


def _standing(session: Session, known: KnownReceiver, citizen: uuid.UUID) -> Sequence[Release]:
    standing = select(Release).where(Release.citizen_id == citizen, Release.unit_id == known.unit_id)
    standing = standing.where(Release.undone_at.is_(None), Release.lapsed_at.is_(None))
    return session.scalars(standing.order_by(Release.released_at, Release.id)).all()


def _why_not(session: Session, known: KnownReceiver, released: Release) -> str:
    newest = (
        select(Delivery.outcome)
        .where(Delivery.subject_id == released.id, Delivery.receiver_id == known.id, Delivery.kind == RELEASED)
        .order_by(Delivery.version.desc())
        .limit(1)
    )
    return _refused(known, released) or _ENDED.get(
        session.scalar(newest) or "", "it was let go before this receiver was added; a replay sends it"
    )


def _refused(known: KnownReceiver, released: Release) -> str | None:
    purpose = ALLOWED[released.kind].purpose
    if purpose not in known.purposes:
        return "the receiver does not take this"
    live = consents.live(citizen=released.citizen_id, purpose=purpose, unit=released.unit_id)
    return NO_CONSENT if live is None or live.id != released.consent_id else None
