"""After a withdrawal a citizen may also ask the receivers to take out what they were sent."""

import uuid

from sqlalchemy import Select, Update, or_, select, update
from sqlalchemy.orm import Session

from companion.foundation import audit, clock, journal
from companion.foundation.database import transaction
from companion.sync.allow_list import purpose_of
from companion.sync.records import Delivery, Release
from companion.sync.releases import RELEASED, citizen_of

REMOVAL = "removal.asked"  # the kind of the fact; its subject is the release
ARRIVED = ("delivered", "was-on-its-way")  # what a receiver holds, or may hold


def ask_removal(*, consent_id: uuid.UUID, actor: audit.Actor) -> int:
    """Ask for every reading that left under this withdrawn consent; how many. A second time asks for nothing new."""
    left = select(Release).where(
        Release.consent_id == consent_id,
        Release.citizen_id == citizen_of(actor),
        Release.removal_asked_at.is_(None),
        Release.id.in_(_may_be_there()),
    )
    with transaction() as session:
        asked = session.scalars(left.with_for_update()).all()
        for released in asked:
            ask_for(session, released, actor)
        return len(asked)


def ask_for(session: Session, released: Release, actor: audit.Actor) -> None:
    """What left is to be taken out; what still waits is looked at now, and dropped."""
    released.removal_asked_at = clock.now()
    session.execute(_hurry(released.id))
    _tell(released, actor)


def may_be_there(session: Session, release_id: uuid.UUID) -> bool:
    """Whether a receiver holds it, or may hold it."""
    return session.scalar(_may_be_there().where(Delivery.subject_id == release_id).limit(1)) is not None


def is_told_anew(session: Session, released: Release, receiver_id: uuid.UUID) -> bool:
    """Whether she has let the same thing go again since: the letter of that took out what it tells no more."""
    anew = select(Release.id).where(
        Release.id != released.id,
        Release.citizen_id == released.citizen_id,
        Release.kind == released.kind,
        Release.reading_id == released.reading_id,
        *(Release.undone_at.is_(None), Release.lapsed_at.is_(None), Release.removal_asked_at.is_(None)),
        Release.id.in_(_may_be_there().where(Delivery.receiver_id == receiver_id)),
    )
    return session.scalar(anew.limit(1)) is not None


def _may_be_there() -> Select[uuid.UUID]:
    """Releases of which something has left, is leaving, or may have: not those dropped before they left."""
    return select(Delivery.subject_id).where(
        Delivery.kind == RELEASED,
        or_(Delivery.outcome.in_(ARRIVED), Delivery.claim_id.is_not(None), Delivery.maybe_arrived_at.is_not(None)),
    )


def _hurry(release_id: uuid.UUID) -> Update:
    """What still waits for another attempt is looked at now: it is dropped, and then its removal can follow."""
    waiting = (Delivery.subject_id == release_id, Delivery.ended_at.is_(None), Delivery.claim_id.is_(None))
    return update(Delivery).where(*waiting).values(next_due=clock.now())


def _tell(released: Release, actor: audit.Actor) -> None:
    journal.tell(kind=REMOVAL, citizen=released.citizen_id, subject=released.id)
    audit.write(
        event=REMOVAL,
        citizen=released.citizen_id,
        actor=actor,
        unit=released.unit_id,
        purpose=purpose_of(released.kind),
        about=released.reading_id,
    )
