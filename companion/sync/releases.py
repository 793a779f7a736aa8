"""A citizen lets one reading go, or takes it back before it leaves; consent alone sends nothing."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from companion.checkins import service as checkins
from companion.consent import service as consents
from companion.foundation import audit, clock, journal, runtime
from companion.foundation.database import new_id, transaction
from companion.foundation.errors import N_, Conflict, NotFound
from companion.sync import receivers
from companion.sync.allow_list import purpose_of
from companion.sync.records import Delivery, Release
from companion.sync.told import WHO5

RELEASED = "reading.released"  # the kind of the fact; its subject is the release


class NotOpenedYet(Conflict):
    """She sees her own result before anybody else does."""

    sentence = N_("Se dit eget resultat først. Så kan du dele det.")


class NoConsent(Conflict):
    """No live consent to any unit that can receive it."""

    sentence = N_("Du har ikke sagt ja til at dele det her. Sig ja først, hvis du vil.")


class AlreadyReleased(Conflict):
    """This reading is on its way, or has arrived."""

    sentence = N_("Du har allerede delt dette resultat.")


class WasOnItsWay(Conflict):
    """A worker has claimed it: it can no longer be called back."""

    sentence = N_("Resultatet var allerede på vej. Det kan ikke kaldes tilbage.")


def release(*, reading_id: uuid.UUID, what: str = WHO5, actor: audit.Actor) -> uuid.UUID:
    """Let one own, opened reading leave after the time to undo; the id of the release. `what`: number or answers.

    Raises NotFound, NotOpenedYet, NoConsent or AlreadyReleased.
    """
    citizen = citizen_of(actor)
    with transaction() as session:
        if checkins.reading(reading_id, citizen).opened_at is None:
            raise NotOpenedYet
        consent = _room_for(session, (reading_id, what), live_consents(citizen, purpose_of(what)))
        released = new_release(reading_id, what, consent)
        session.add(released)
        try:
            session.flush()
        except IntegrityError:  # the second of two taps at once: the index of standing releases decides
            raise AlreadyReleased from None
        write("reading.released" if what == WHO5 else "fact.released", released, actor)
        journal.tell(kind=RELEASED, citizen=citizen, subject=released.id)
        return released.id


def undo(*, release_id: uuid.UUID, actor: audit.Actor) -> None:
    """Take a release back before it leaves; twice is the same as once. Raises NotFound or WasOnItsWay."""
    mine = select(Release).where(Release.id == release_id, Release.citizen_id == citizen_of(actor))
    with transaction() as session:
        released = session.scalars(mine.with_for_update()).one_or_none()
        if released is None:
            raise NotFound
        if released.undone_at is not None:
            return
        if _may_have_left(session, release_id):
            raise WasOnItsWay
        released.undone_at = clock.now()
        write("release.undone" if released.kind == WHO5 else "fact.undone", released, actor)


def citizen_of(actor: audit.Actor) -> uuid.UUID:
    """Only a citizen releases, and only her own. Raises NotFound."""
    if actor.person_id is None or actor.role != "citizen":
        raise NotFound
    return actor.person_id


def live_consents(citizen: uuid.UUID, purpose: str) -> Sequence[consents.GivenConsent]:
    """Her live yeses to units that can receive it, locked, newest first."""
    units = receivers.receiving_units(purpose)
    asked = (consents.live(citizen=citizen, purpose=purpose, unit=unit, lock=True) for unit in units)
    return sorted((one for one in asked if one is not None), key=lambda one: one.given_at, reverse=True)


def _room_for(
    session: Session, about: tuple[uuid.UUID, str], live: Sequence[consents.GivenConsent]
) -> consents.GivenConsent:
    """The newest live consent; a release whose consent ended before it left makes room for another."""
    if not live:
        raise NoConsent
    found = session.scalars(
        select(Release)
        .where(Release.reading_id == about[0], Release.kind == about[1])
        .where(Release.undone_at.is_(None), Release.lapsed_at.is_(None))
        .with_for_update()
    ).all()
    for standing in found:
        if standing.consent_id in {one.id for one in live} or _may_have_left(session, standing.id):
            raise AlreadyReleased
        standing.lapsed_at = clock.now()
        session.flush()
    return live[0]


def _may_have_left(session: Session, release_id: uuid.UUID) -> bool:
    left = select(Delivery.id).where(
        Delivery.subject_id == release_id,
        or_(
            Delivery.outcome == "delivered",
            Delivery.maybe_arrived_at.is_not(None),
            Delivery.claim_id.is_not(None),
        ),
    )
    return session.execute(left).first() is not None


def new_release(reading_id: uuid.UUID, what: str, consent: consents.GivenConsent) -> Release:
    """One thing let go to the unit of this consent; it leaves after the time to undo."""
    now = clock.now()
    return Release(
        id=new_id(),
        citizen_id=consent.citizen_id,
        kind=what,
        version=1,
        reading_id=reading_id,
        consent_id=consent.id,
        unit_id=consent.unit_id,
        released_at=now,
        leaves_at=now + timedelta(seconds=runtime.current().config.release_delay_seconds),
    )


def write(event: str, released: Release, actor: audit.Actor) -> None:
    """One line for her and for whoever proves it."""
    audit.write(
        event=event,
        citizen=released.citizen_id,
        actor=actor,
        unit=released.unit_id,
        purpose=purpose_of(released.kind),
        about=released.reading_id,
    )
