"""What a citizen released, to whom, and how far it has come: values only, the page makes the sentences."""

import contextlib
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Row, select
from sqlalchemy.engine import Connection

from companion.accounts import service as accounts
from companion.appointments import service as appointments
from companion.appointments.meeting import KnownAppointment
from companion.checkins import service as checkins
from companion.consent import service as consents
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.language.text import Text
from companion.sync.allow_list import purpose_of
from companion.sync.records import Delivery, Release
from companion.sync.releases import RELEASED
from companion.sync.removals import REMOVAL
from companion.sync.rules import Progress, State, furthest, state_of
from companion.sync.told import MEETING, WHO5

Removal = Literal["asked", "agreed", "refused"]  # she asked; their system said yes; it did not
LATEST = 100  # releases on one page of sharing


@dataclass(frozen=True)
class SharedFact:
    """One thing she let go; moments in UTC, `delivered_at` only once it was delivered; `what` is of the allow-list."""

    release_id: uuid.UUID
    what: str
    about_at: datetime | None
    reading_id: uuid.UUID
    consent_id: uuid.UUID
    captured_at: datetime | None
    unit_id: uuid.UUID
    unit: Text
    released_at: datetime
    leaves_at: datetime
    state: State
    delivered_at: datetime | None
    can_undo: bool
    removal: Removal | None

    @property
    def may_be_there(self) -> bool:
        """Whether the receiver holds it, or may hold it."""
        return self.state in (State.DELIVERED, State.WAS_ON_ITS_WAY, State.ON_ITS_WAY)


_RELEASES = select(Release.__table__).order_by(Release.released_at.desc(), Release.id).limit(LATEST)
_DELIVERIES = select(
    Delivery.subject_id,
    Delivery.kind,
    Delivery.version,
    Delivery.delivered_at,
    Delivery.outcome,
    Delivery.claim_id,
    Delivery.claimed_at,
    Delivery.attempts,
    Delivery.maybe_arrived_at,
    Delivery.ended_at,
)


def shared_with(citizen: uuid.UUID) -> list[SharedFact]:
    """Everything this citizen let go, newest first."""
    with reading() as db:
        releases = db.execute(_RELEASES.where(Release.citizen_id == citizen)).all()
        if not releases:
            return []
        deliveries = _deliveries(db, [released.id for released in releases])
        units = {unit: accounts.unit(unit).name for unit in {released.unit_id for released in releases}}
        live = _live(citizen, {(purpose_of(released.kind), released.unit_id) for released in releases})
        captured = {known.id: known.answered_at for known in checkins.history(citizen)}
        meetings = {one.id: one.starts_at for one in _meetings(citizen, releases)}
    return [_fact(released, deliveries[released.id], (live, units, captured | meetings)) for released in releases]


def _deliveries(db: Connection, releases: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Row[tuple[object, ...]]]]:
    found: dict[uuid.UUID, list[Row[tuple[object, ...]]]] = defaultdict(list)
    for delivery in db.execute(_DELIVERIES.where(Delivery.subject_id.in_(releases))):
        found[delivery.subject_id].append(delivery)  # type: ignore[arg-type] # a row of named columns
    return found


def _meetings(citizen: uuid.UUID, releases: Iterable[Row[tuple[object, ...]]]) -> list[KnownAppointment]:
    found = []
    for released in releases:
        if released.kind == MEETING:
            with contextlib.suppress(NotFound):
                found.append(appointments.one(released.reading_id, citizen))
    return found


def _live(citizen: uuid.UUID, asked_for: Iterable[tuple[str, uuid.UUID]]) -> set[uuid.UUID]:
    asked = (consents.live(citizen=citizen, purpose=purpose, unit=unit) for purpose, unit in asked_for)
    return {one.id for one in asked if one is not None}


def _fact(
    released: Row[tuple[object, ...]],
    deliveries: Sequence[Row[tuple[object, ...]]],
    known: tuple[set[uuid.UUID], dict[uuid.UUID, Text], dict[uuid.UUID, datetime]],
) -> SharedFact:
    live, units, moments = known
    about_at = moments.get(released.reading_id)
    same = ("reading_id", "consent_id", "unit_id", "released_at", "leaves_at")
    removals = [one for one in deliveries if one.kind == REMOVAL]
    deliveries = [one for one in deliveries if one.kind == RELEASED]
    allowed = released.undone_at is None and released.lapsed_at is None and released.consent_id in live
    newest = [one for one in deliveries if one.version == released.version]
    state = furthest((state_of(_progress(one), allowed=allowed) for one in newest), allowed=allowed)
    return SharedFact(
        **{name: getattr(released, name) for name in same},
        release_id=released.id,
        what=released.kind,
        about_at=about_at,
        captured_at=about_at if released.kind == WHO5 else None,
        unit=units[released.unit_id],
        state=state,
        delivered_at=min((one.delivered_at for one in newest if one.delivered_at), default=None),
        can_undo=allowed and all(_is_still_here(one) for one in deliveries),
        removal=_removal(released, removals),
    )


def _removal(released: Row[tuple[object, ...]], removals: Sequence[Row[tuple[object, ...]]]) -> Removal | None:
    """Every receiver it went to has to say yes; one that did not is told, so that she can call."""
    if released.removal_asked_at is None:
        return None
    outcomes = {one.outcome for one in removals}
    if outcomes & {"held", "dead"}:
        return "refused"
    return "asked" if not outcomes or None in outcomes else "agreed"


def _is_still_here(delivery: Row[tuple[object, ...]]) -> bool:
    return delivery.outcome is None and delivery.claim_id is None and delivery.maybe_arrived_at is None


def _progress(delivery: Row[tuple[object, ...]]) -> Progress:
    return Progress(
        outcome=delivery.outcome,
        in_flight=delivery.claim_id is not None,
        attempts=delivery.attempts,
        maybe_arrived=delivery.maybe_arrived_at is not None,
        delivered_before=delivery.delivered_at is not None,
    )
