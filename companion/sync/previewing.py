"""Shows exactly what would leave about one citizen, receiver by receiver, without sending anything."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from companion.accounts import own_copy as everybody
from companion.consent import service as consents
from companion.foundation import audit, clock
from companion.foundation.database import new_id, transaction
from companion.foundation.errors import NotFound
from companion.sync import facts_csv, nightly, receivers
from companion.sync.allow_list import ALLOWED, values_of
from companion.sync.claiming import Claim
from companion.sync.letters import body_of
from companion.sync.on_page import Shared
from companion.sync.receivers import KnownReceiver
from companion.sync.records import OpaqueKey, Receiver, Release
from companion.sync.releases import RELEASED
from companion.sync.told import NotNow, TheirsAlready


@dataclass(frozen=True)
class Preview:
    """One thing at one receiver: its body, or why none would leave now."""

    receiver_id: uuid.UUID
    address: str
    what: str
    body: bytes | None
    why_not: str | None


def preview(*, citizen: uuid.UUID, actor: audit.Actor) -> Sequence[Preview]:
    """Everything she has let go and not taken back, as each receiver would get it now; the look is shown to her."""
    with transaction() as session:
        audit.write(event="read.preview", citizen=citizen, actor=actor)
        standing = select(Release).where(
            Release.citizen_id == citizen, Release.undone_at.is_(None), Release.lapsed_at.is_(None)
        )
        releases = session.scalars(standing.order_by(Release.released_at, Release.id)).all()
        return [
            _one(session, known, released)
            for known in receivers.receivers()
            for released in releases
            if known.unit_id == released.unit_id and known.ended_at is None
        ]


def _one(session: Session, known: KnownReceiver, released: Release) -> Preview:
    purpose = ALLOWED[released.kind].purpose
    live = consents.live(citizen=released.citizen_id, purpose=purpose, unit=released.unit_id)
    why = None
    if purpose not in known.purposes:
        why = "the receiver does not take this"
    elif live is None or live.id != released.consent_id:
        why = "no live consent"
    if why is not None or live is None:
        return Preview(known.id, known.address, released.kind, None, why)
    try:
        body = _body(_claim(session, known, released, live))
    except NotNow:
        return Preview(known.id, known.address, released.kind, None, "contested by the citizen")
    except TheirsAlready:
        return Preview(known.id, known.address, released.kind, None, "all of it was written by that unit's own system")
    except NotFound:
        return Preview(known.id, known.address, released.kind, None, "taken back where it stands")
    return Preview(known.id, known.address, released.kind, body, None)


def _body(claim: Claim) -> bytes:
    """In the form of this receiver; a file of the night, and the page with its CSV, for one that nobody calls."""
    if claim.body not in receivers.UNCALLED:
        return body_of(claim)[1]
    told = values_of(claim.what, claim.reading_id, citizen=claim.citizen_id, unit=claim.consent.unit_id)
    if claim.body == receivers.CSV:
        return nightly.as_file([nightly.Written(claim, told)]).encode()
    name = everybody.names({claim.citizen_id}).get(claim.citizen_id, "")
    return facts_csv.text([Shared(claim.citizen_id, name, told)]).encode()


def _claim(session: Session, known: KnownReceiver, released: Release, live: consents.GivenConsent) -> Claim:
    """A claim that nobody holds; a citizen who has no name there yet is shown a made-up one."""
    receiver = session.get_one(Receiver, known.id)
    key = select(OpaqueKey.key).where(OpaqueKey.receiver_id == known.id, OpaqueKey.citizen_id == released.citizen_id)
    return Claim(
        delivery_id=new_id(),
        claim_id=new_id(),
        claimed_at=clock.now(),
        attempts=0,
        kind=RELEASED,
        what=released.kind,
        version=released.version,
        fact_id=released.id,
        citizen_id=released.citizen_id,
        reading_id=released.reading_id,
        released_at=released.released_at,
        consent=live,
        receiver_id=known.id,
        address=known.address,
        body=known.body,
        sealed_secret=receiver.secret,
        sealed_before=None,
        namespace=receiver.namespace,
        opaque_key=session.scalar(key) or new_id(),
    )
