"""A health role without a relation makes one of 24 hours with a typed reason; the citizen is told at once (R4)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from companion.accounts.rules import HEALTH_ROLES
from companion.caseload.records import Relation
from companion.caseload.rules import LONGEST_REASON, REASON_LASTS, SHORTEST_REASON
from companion.caseload.service import charges_of
from companion.foundation import audit, clock, crypto
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import N_, Invalid, NotFound

_EVER = (
    select(
        Relation.id,
        Relation.staff_id,
        Relation.role,
        Relation.unit_id,
        Relation.reason,
        Relation.made_at,
        Relation.ends_at,
    )
    .where(Relation.citizen_id == bindparam("citizen"), Relation.reason.is_not(None))
    .order_by(Relation.made_at.desc())
)
_NOW = _EVER.where(Relation.ends_at > bindparam("now"))


class ReasonNeeded(Invalid):
    """Why has to be said in a sentence; the citizen reads it."""

    sentence = N_("Skriv med en sætning, hvorfor du har brug for at se borgeren. Borgeren læser den.")


@dataclass(frozen=True)
class Reached:
    """One relation with a reason, as its citizen reads it."""

    staff_id: uuid.UUID
    role: str
    unit_id: uuid.UUID
    reason: str
    made_at: datetime
    ends_at: datetime

    @property
    def is_over(self) -> bool:
        """Whether the 24 hours are over."""
        return self.ends_at <= clock.now()


def reach(*, citizen: uuid.UUID, reason: str, actor: audit.Actor) -> None:
    """Be there for this citizen for 24 hours; who already is changes nothing. Raises NotFound or ReasonNeeded."""
    if actor.role not in HEALTH_ROLES or actor.person_id is None or actor.unit_id is None:
        raise NotFound
    said = " ".join(reason.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise ReasonNeeded
    with transaction() as session:
        in_turn(citizen)
        if citizen in {charge.citizen_id for charge in charges_of(actor.person_id)}:
            return
        made = _relation(citizen, actor.person_id, actor.role, actor.unit_id)
        made.reason = crypto.seal(said, table="relation", row=made.id, field="reason")
        session.add(made)
        audit.write(event="relation.made-for-a-day", citizen=citizen, actor=actor, about=made.id)


def of(citizen: uuid.UUID, *, only_now: bool = False) -> Sequence[Reached]:
    """Everybody who reached this citizen with a reason, newest first; with `only_now` whose 24 hours go on."""
    values = {"citizen": citizen, **({"now": clock.now()} if only_now else {})}
    with reading() as db:
        rows = db.execute(_NOW if only_now else _EVER, values).all()
    return [
        Reached(row.staff_id, row.role, row.unit_id, _opened(row.id, row.reason), row.made_at, row.ends_at)
        for row in rows
    ]


def reasons(citizen: uuid.UUID) -> dict[str, str]:
    """The reasons by relation, for her own copy."""
    hers = (Relation.citizen_id == citizen, Relation.reason.is_not(None))
    with reading() as db:
        rows = db.execute(select(Relation.id, Relation.reason).where(*hers)).all()
    return {str(row.id): _opened(row.id, row.reason) for row in rows}


def _relation(citizen: uuid.UUID, staff: uuid.UUID, role: str, unit: uuid.UUID) -> Relation:
    now = clock.now()
    ends = now + REASON_LASTS
    return Relation(
        id=new_id(),
        citizen_id=citizen,
        staff_id=staff,
        role=role,
        unit_id=unit,
        responsible=False,
        starts_on=clock.today(),
        ends_on=clock.danish(ends + REASON_LASTS).date(),  # the day is only for lists of days; `ends_at` is what counts
        made_at=now,
        ends_at=ends,
    )


def _opened(relation: uuid.UUID, sealed: bytes) -> str:
    return str(crypto.unseal(sealed, table="relation", row=relation, field="reason"))
