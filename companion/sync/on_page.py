"""What citizens share, for a unit without a system of its own: its staff read it here, for citizens they are there for.

A receiver of the form `page` is called by nobody. Its letters wait, and reading the page is their delivery; consent is
checked with the read. Same allow-list, same values as in every other body, for the purposes the page was added for;
while it is on pause nothing of it is read.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from companion.accounts import own_copy as everybody
from companion.caseload import service as caseload
from companion.consent import service as consents
from companion.foundation import audit, clock
from companion.foundation.database import transaction
from companion.foundation.errors import NotFound
from companion.sync.allow_list import ALLOWED, purpose_of, values_of
from companion.sync.receivers import PAGE, KnownReceiver, receivers
from companion.sync.records import Delivery, Receiver, Release
from companion.sync.removals import REMOVAL
from companion.sync.told import NotNow, Told

MOST = 200  # facts on one page: a caseload is at most 25


@dataclass(frozen=True)
class Shared:
    """One fact of one citizen, as it stands now."""

    citizen_id: uuid.UUID
    name: str
    told: Told


def takes_page(unit: uuid.UUID | None) -> bool:
    """Whether this unit reads here what others get from system to system."""
    if unit is None:
        return False
    return bool(_pages(unit))


def is_on_pause(unit: uuid.UUID) -> bool:
    """Whether its page is shut for now: what is due waits."""
    return all(one.paused_at is not None for one in _pages(unit))


def shared_with_me(*, actor: audit.Actor) -> Sequence[Shared]:
    """Newest first; each citizen on it is told of the look. Raises NotFound for a unit that has no such page."""
    if actor.person_id is None or actor.unit_id is None or not takes_page(actor.unit_id):
        raise NotFound
    charges = [one.citizen_id for one in caseload.charges_of(actor.person_id)]
    with transaction() as session:
        waiting = session.scalars(_waiting(actor.unit_id, charges, _taken(actor.unit_id))).all()
        found = [(one, values) for one in waiting if (values := _values(one)) is not None]
        audit.write_daily(event="read.facts", citizens={one.citizen_id for one, _ in found}, actor=actor)
        names = everybody.names({one.citizen_id for one, _ in found})
        _arrived(session, actor.unit_id, [one.id for one, _ in found])
        _taken_out(session, actor.unit_id)
    return [Shared(one.citizen_id, names.get(one.citizen_id, ""), values) for one, values in found]


def _pages(unit: uuid.UUID) -> list[KnownReceiver]:
    return [one for one in receivers() if one.unit_id == unit and one.body == PAGE and one.ended_at is None]


def _taken(unit: uuid.UUID) -> list[str]:
    """The kinds of fact that its page shows now."""
    purposes = {purpose for one in _pages(unit) if one.paused_at is None for purpose in one.purposes}
    return [kind for kind, line in ALLOWED.items() if line.purpose in purposes]


def _waiting(unit: uuid.UUID, citizens: Sequence[uuid.UUID], kinds: Sequence[str]) -> Select[Release]:
    return (
        select(Release)
        .where(Release.unit_id == unit, Release.citizen_id.in_(citizens), Release.kind.in_(kinds))
        .where(Release.undone_at.is_(None), Release.lapsed_at.is_(None), Release.leaves_at <= clock.now())
        .order_by(Release.leaves_at.desc(), Release.id)
        .limit(MOST)
    )


def _values(released: Release) -> Told | None:
    """Under the very consent it was let go under, locked until the look is written (R1)."""
    live = consents.live(
        citizen=released.citizen_id, purpose=purpose_of(released.kind), unit=released.unit_id, lock=True
    )
    if live is None or live.id != released.consent_id:
        return None
    try:
        return values_of(released.kind, released.reading_id, citizen=released.citizen_id, unit=released.unit_id)
    except (NotFound, NotNow):
        return None


def _arrived(session: Session, unit: uuid.UUID, releases: Sequence[uuid.UUID]) -> None:
    for one in session.scalars(_of_page(unit).where(Delivery.subject_id.in_(releases), Delivery.kind != REMOVAL)):
        one.ended_at, one.outcome, one.reason = clock.now(), "delivered", "read-on-page"
        one.attempts, one.claimed_at = one.attempts + 1, one.ended_at
        one.delivered_at = one.delivered_at or one.ended_at


def _taken_out(session: Session, unit: uuid.UUID) -> None:
    """A page keeps nothing: what is taken back is gone from it at once."""
    for one in session.scalars(_of_page(unit).where(Delivery.kind == REMOVAL)):
        one.ended_at, one.outcome, one.reason = clock.now(), "delivered", "not-on-page"


def _of_page(unit: uuid.UUID) -> Select[Delivery]:
    page = select(Receiver.id).where(Receiver.unit_id == unit, Receiver.body == PAGE)
    return select(Delivery).where(Delivery.receiver_id.in_(page), Delivery.ended_at.is_(None)).with_for_update()
