"""Whose last phone went by itself, what found it, and when somebody has to look at that person because of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, select, update

from companion.accounts import phones
from companion.foundation import clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import NotFound
from companion.push import devices
from companion.push.records import PushDevice, PushNotice
from companion.push.rules import GONE


@dataclass(frozen=True)
class Loss:
    """No phone takes notices any more, and the last one went by itself.

    `found_by` are the deliveries without which we would still think that she has a phone; none where only phones
    themselves told it.
    """

    device: uuid.UUID
    at: datetime
    found_by: Sequence[uuid.UUID]


_PHONES = select(
    PushDevice.id, PushDevice.sign_in_id, PushDevice.ended_at, PushDevice.ended_why, PushDevice.renewed_at
).order_by(PushDevice.made_at, PushDevice.id)
_DUE = (
    select(PushDevice.person_id)
    .where(PushDevice.look_due <= bindparam("now"), PushDevice.look_due.is_not(None))
    .order_by(PushDevice.look_due)
    .limit(bindparam("most", type_=Integer))
)


def of(person: uuid.UUID) -> Loss | None:
    """What this person lost; None with a phone left, or where her own choice or the end of a sign-in came last."""
    with reading() as db:
        known = db.execute(_PHONES.where(PushDevice.person_id == person)).all()
        went = {one.id: one.ended_at or _sign_in_ended(one.sign_in_id, one.renewed_at) for one in known}
        last = max(known, key=lambda one: went[one.id], default=None)
        if last is None or last.ended_why not in devices.DEAD or went[last.id] > clock.now() or devices.of(person):
            return None
        newest = {one.sign_in_id: one for one in known}  # the newest of a sign-in is that phone; older ones were it
        counted = [one.id for one in newest.values() if one.ended_why == GONE and _goes_on(one.sign_in_id)]
        return Loss(last.id, went[last.id], _found_by([*counted, last.id]))


def due(most: int) -> Sequence[uuid.UUID]:
    """Whom somebody has to look at now, longest due first."""
    with reading() as db:
        return list(dict.fromkeys(db.scalars(_DUE, {"now": clock.now(), "most": most})))


def looked(person: uuid.UUID, *, again: datetime | None = None) -> None:
    """Somebody has looked at this person; `again` is when to look once more."""
    waiting = (PushDevice.person_id == person, PushDevice.look_due.is_not(None))
    with transaction() as session:
        session.execute(update(PushDevice).where(*waiting).values(look_due=again))


def _found_by(gone: Sequence[uuid.UUID]) -> Sequence[uuid.UUID]:
    told = select(PushNotice.delivery_id).where(PushNotice.device_id.in_(gone), PushNotice.carried == GONE)
    with reading() as db:
        return db.scalars(told).all()


def _sign_in_ended(sign_in_id: uuid.UUID, renewed_at: datetime) -> datetime:
    """When a sign-in ended or ends; of one that is forgotten, when it was last there."""
    try:
        return phones.phone(sign_in_id).ends_at
    except NotFound:
        return renewed_at


def _goes_on(sign_in_id: uuid.UUID) -> bool:
    try:
        return phones.phone(sign_in_id).ends_at > clock.now()
    except NotFound:
        return False
