"""What was carried where: one row a delivery and way, claimed before the call and told after it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, and_, func, literal, select, update

from companion.foundation import clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.push.records import PushDevice, PushNotice
from companion.push.rules import ACCEPTED, LATER, UNKNOWN


@dataclass(frozen=True)
class Reached:
    """How far one delivery came on one device, as the log has it: accepted → shown → opened."""

    device: uuid.UUID | None
    channel: str
    state: str | None
    accepted_at: datetime | None
    shown_at: datetime | None
    opened_at: datetime | None
    device_word: str | None = None  # such as Android; hers to see, nobody else's


_WAYS = select(
    PushNotice.delivery_id,
    PushNotice.device_id,
    PushNotice.sent_as,
    PushNotice.carried,
    PushNotice.accepted_at,
    PushNotice.shown_at,
    PushNotice.tapped_at,
    PushDevice.device,
).outerjoin(PushDevice, PushDevice.id == PushNotice.device_id)


def claim(
    *, delivery: uuid.UUID, person: uuid.UUID, channel: str, device: uuid.UUID | None = None
) -> tuple[uuid.UUID, str | None]:
    """The notice of this delivery on this way, and what became of it before; the same again is the same notice.

    A text message or mail whose call nobody ended may have gone: it answers UNKNOWN and must not go again.
    """
    route = str(device or channel)
    with transaction() as session:
        in_turn(delivery)
        this = (PushNotice.delivery_id == delivery, PushNotice.route == route)
        known = session.scalars(select(PushNotice).where(*this)).first()
        if known is None:
            known = PushNotice(
                id=new_id(), delivery_id=delivery, route=route, person_id=person, device_id=device, sent_as=channel
            )
            session.add(known)
        elif device is None and known.carried != LATER:
            return known.id, known.carried or UNKNOWN
        known.claimed_at, known.carried = clock.now(), None
        return known.id, None


def ended(notice: uuid.UUID, state: str) -> datetime:
    """Write what became of it; the moment."""
    now = clock.now()
    values = {"carried": state} | ({"accepted_at": now} if state == ACCEPTED else {})
    with transaction() as session:
        session.execute(update(PushNotice).where(PushNotice.id == notice).values(**values))
    return now


def by_id(notice: uuid.UUID) -> ColumnElement[bool]:
    """The notice with this id: whoever knows the id is the phone it was sealed for."""
    return PushNotice.id == notice


def on_device(delivery: uuid.UUID, device: uuid.UUID) -> ColumnElement[bool]:
    """The notice of this delivery on this device."""
    return and_(PushNotice.delivery_id == delivery, PushNotice.device_id == device)


def reported(which: ColumnElement[bool], *, opened: bool) -> None:
    """A phone says that it showed a notice, or that it was tapped; what was tapped was shown."""
    now = clock.now()
    columns = [PushNotice.shown_at, PushNotice.tapped_at] if opened else [PushNotice.shown_at]
    values = {column: func.coalesce(column, literal(now, column.type)) for column in columns}
    with transaction() as session:
        session.execute(update(PushNotice).where(which, PushNotice.device_id.is_not(None)).values(values))


def of_delivery(delivery: uuid.UUID) -> Sequence[Reached]:
    """How far this delivery came, way by way."""
    return of_deliveries([delivery]).get(delivery, ())


def of_deliveries(deliveries: Collection[uuid.UUID]) -> dict[uuid.UUID, Sequence[Reached]]:
    """The same of many, in one select; what was carried nowhere is missing."""
    if not deliveries:
        return {}
    ways = _WAYS.where(PushNotice.delivery_id.in_(list(deliveries))).order_by(PushNotice.delivery_id, PushNotice.route)
    with reading() as db:
        rows = db.execute(ways).all()
    return {key: [Reached(*row[1:]) for row in mine] for key, mine in groupby(rows, key=itemgetter(0))}
