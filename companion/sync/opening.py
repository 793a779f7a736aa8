"""A case system opens a citizen by the opaque key it knows her by: for staff of its own unit who are there for her."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from companion.accounts import merging
from companion.caseload import service as caseload
from companion.foundation import audit
from companion.foundation.database import reading, transaction
from companion.foundation.errors import N_, NotFound
from companion.sync.receivers import PAGE
from companion.sync.records import OpaqueKey, Receiver


class NobodyOfYours(NotFound):
    """No key, another unit's, or of somebody this reader is not there for: all are answered alike."""

    sentence = N_("Vi finder ingen af dine borgere med den nøgle. Åbn linket igen fra dit fagsystem.")


@dataclass(frozen=True)
class Desk:
    """How a unit has to do with systems: it reads what is shared on a page here, or its system has keys of its own."""

    takes_page: bool
    has_keys: bool


def desk_of(unit: uuid.UUID | None) -> Desk:
    """What the desk of this unit has doors to; one question for both."""
    live = select(Receiver.body).where(Receiver.unit_id == unit, Receiver.ended_at.is_(None)).distinct()
    with reading() as db:
        bodies = set(db.scalars(live)) if unit else set()
    return Desk(takes_page=PAGE in bodies, has_keys=bool(bodies - {PAGE}))


def citizen_by_key(written: str, *, actor: audit.Actor) -> uuid.UUID:
    """Whom the desk may open now; the look is written, and she reads it. Raises NobodyOfYours."""
    if actor.person_id is None or (key := _key(written)) is None:
        raise NobodyOfYours
    with transaction() as session:
        mine = select(OpaqueKey.citizen_id).join(Receiver, OpaqueKey.receiver_id == Receiver.id)
        mine = mine.where(OpaqueKey.key == key, Receiver.unit_id == actor.unit_id, Receiver.ended_at.is_(None))
        named = session.scalar(mine)
        citizen = merging.stands_for(named) if named else None
        if citizen is None or citizen not in {charge.citizen_id for charge in caseload.charges_of(actor.person_id)}:
            raise NobodyOfYours
        audit.write_daily(event="read.opened-by-key", citizens=[citizen], actor=actor)
        return citizen


def _key(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written.strip())
    except ValueError:
        return None
