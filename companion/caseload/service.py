"""Relations: who is responsible for a citizen, and whom a member of staff is there for."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from companion.accounts.contacts import Contact, contact_chosen_by
from companion.accounts.ended import HasEnded, is_ended
from companion.accounts.rules import HEALTH_ROLES
from companion.caseload.absence import away
from companion.caseload.office import CLOSES, OPENS
from companion.caseload.records import Absence, Relation
from companion.caseload.rules import CASELOAD_LIMIT, LIMITED_ROLE, next_call
from companion.foundation import audit, clock, origin
from companion.foundation.database import in_turn, reading, transaction
from companion.foundation.errors import N_, Conflict, NotFound


class CaseloadFull(Conflict):
    """The 26th citizen of an IPS consultant is refused: see CASELOAD_LIMIT."""

    sentence = N_("Konsulenten har 25 borgere. Det er grænsen i IPS. Vælg en anden.")


@dataclass(frozen=True)
class Charge:
    """One citizen on a caseload; `lasting` is false for a relation of 24 hours with a typed reason."""

    citizen_id: uuid.UUID
    responsible: bool
    lasting: bool


_LIVE = (
    (Relation.starts_on <= bindparam("day"))
    & (Relation.ends_on.is_(None) | (Relation.ends_on > bindparam("day")))
    & (Relation.ends_at.is_(None) | (Relation.ends_at > bindparam("now")))
)
_CHOSEN = (
    select(Relation.staff_id)
    .where(Relation.citizen_id == bindparam("citizen"), Relation.responsible, _LIVE)
    .order_by(Relation.starts_on.desc())
    .limit(1)
)
_RESPONSIBLE = contact_chosen_by(_CHOSEN).add_columns(away(Absence.back_on, _CHOSEN), away(Absence.cover_id, _CHOSEN))
_HEALTH_CONTACT = contact_chosen_by(
    select(Relation.staff_id)
    .where(
        Relation.citizen_id == bindparam("citizen"),
        Relation.role.in_(HEALTH_ROLES),
        Relation.reason.is_(None),  # somebody of 24 hours is no contact of hers
        _LIVE,
    )
    .order_by(Relation.responsible.desc(), Relation.starts_on.desc())
    .limit(1)
)
_CHARGES = (
    select(Relation.citizen_id, Relation.responsible, Relation.reason.is_(None))
    .where(Relation.staff_id == bindparam("staff"), _LIVE)
    .order_by(Relation.starts_on, Relation.citizen_id)
)
_FORMER = (
    select(Relation.citizen_id)
    .where(Relation.staff_id == bindparam("staff"))
    .group_by(Relation.citizen_id)
    .having(func.max(case((_LIVE, 1), else_=0)) == 0)
)


def relate(
    *, citizen: uuid.UUID, staff: uuid.UUID, role: str, unit: uuid.UUID, responsible: bool, actor: audit.Actor
) -> None:
    """From today this member of staff is there for this citizen. Raises CaseloadFull, or HasEnded."""
    if is_ended(citizen):
        raise HasEnded
    made = Relation(citizen_id=citizen, staff_id=staff, role=role, unit_id=unit, responsible=responsible)
    made.starts_on, made.source = clock.today(), origin.current()
    with transaction() as session:
        in_turn(staff)
        if role == LIMITED_ROLE and _count(session, staff) >= CASELOAD_LIMIT:
            raise CaseloadFull
        session.add(made)
        audit.write(event="relation.made", citizen=citizen, actor=actor, unit=unit, about=staff)


def responsible_for(citizen: uuid.UUID) -> Contact | None:
    """Who is responsible for this citizen today, with phone and hours; None is a gap that must be shown."""
    return responsible_today(citizen)[0]


def responsible_today(citizen: uuid.UUID) -> tuple[Contact | None, date | None, uuid.UUID | None]:
    """Who is responsible; and while away: the day of being back, and who covers. One select."""
    with reading() as db:
        row = db.execute(_RESPONSIBLE, {"citizen": citizen, "day": clock.today(), "now": clock.now()}).first()
    if row is None:
        return None, None, None
    *contact, back_on, cover = row
    return Contact(*contact), back_on, cover


def health_contact_of(citizen: uuid.UUID) -> Contact | None:
    """Whom of the health staff this citizen has today, the responsible one first."""
    with reading() as db:
        row = db.execute(_HEALTH_CONTACT, {"citizen": citizen, "day": clock.today(), "now": clock.now()}).first()
    return Contact(*row) if row else None


def charges_of(staff: uuid.UUID) -> Sequence[Charge]:
    """Everybody this member of staff is there for today."""
    with reading() as db:
        rows = db.execute(_CHARGES, {"staff": staff, "day": clock.today(), "now": clock.now()})
        return [Charge(*row) for row in rows]


def former_of(staff: uuid.UUID) -> set[uuid.UUID]:
    """Whom this member of staff was there for and is not any more: what was shared ends with that."""
    with reading() as db:
        return set(db.scalars(_FORMER, {"staff": staff, "day": clock.today(), "now": clock.now()}))


def require_relation(*, citizen: uuid.UUID, staff: uuid.UUID) -> None:
    """Raises NotFound unless this member of staff is there for this citizen today, and not for 24 hours only."""
    if citizen not in {charge.citizen_id for charge in charges_of(staff) if charge.lasting}:
        raise NotFound


def call_expected(contact: Contact, asked: datetime) -> tuple[datetime, datetime]:
    """Between which moments a call can be expected when it was asked for at `asked`."""
    window = next_call(clock.danish(asked), contact.hours_from or OPENS, contact.hours_to or CLOSES)
    return window.start, window.end


def _count(session: Session, staff: uuid.UUID) -> int:
    live = select(func.count()).select_from(Relation).where(Relation.staff_id == staff, _LIVE)
    return session.scalar(live, {"day": clock.today(), "now": clock.now()}) or 0
