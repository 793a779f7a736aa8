"""An invitation to check in as its citizen meets it: put off or declined without a reason, and the talk beside it.

Nothing here is told to anybody: not to staff, not to the journal; only her own list of what happened has it (R3).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from companion.accounts.contacts import Contact, contacts
from companion.caseload import service as caseload
from companion.checkins import rules, service
from companion.checkins.instruments import WHO5
from companion.checkins.records import Invitation
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import Invalid
from companion.language.text import Text

TALK_STAYS = timedelta(days=90)  # so long after the day of the invitation its talk is with the person it named


@dataclass(frozen=True)
class DueInvitation:
    """What is asked just now; `talk` is the title of the talk that comes with it."""

    talk: Text | None

    @property
    def later(self) -> Sequence[str]:
        """Until when it can be put off today: keys of `rules.postponements`."""
        return list(rules.postponements(clock.today()))


_OPEN = (
    Invitation.citizen_id == bindparam("citizen"),
    Invitation.instrument == WHO5,
    Invitation.answered_by.is_(None),
    Invitation.declined_at.is_(None),
    func.coalesce(Invitation.postponed_to, Invitation.due_on) <= bindparam("day"),
)
_WITH_A_TALK_FIRST = select(Invitation.talk).where(*_OPEN).order_by(Invitation.due_on.desc())
_OF_LATE = (
    select(Invitation.talk, Invitation.talk_staff_id)
    .where(
        Invitation.citizen_id == bindparam("citizen"), Invitation.due_on.between(bindparam("since"), bindparam("day"))
    )
    .order_by(Invitation.due_on.desc(), Invitation.id)
)


def due(citizen: uuid.UUID) -> DueInvitation | None:
    """The invitation that stands open; where several do, one with a talk. None while it is too early after the last."""
    return open_one(citizen) if service.standing(citizen).is_due else None


def open_one(citizen: uuid.UUID) -> DueInvitation:
    """The same where it is known already that one is due."""
    with reading() as db:
        rows = db.execute(_WITH_A_TALK_FIRST, {"citizen": citizen, "day": clock.today()}).all()
        return DueInvitation(next((one.talk for one in rows if one.talk), None))


def postpone(*, until: str, actor: audit.Actor) -> None:
    """Ask me again then: `until` is one of `rules.postponements`. Raises Invalid for anything else."""
    days = rules.postponements(clock.today())
    if until not in days:
        raise Invalid
    with transaction() as session:
        found = _open_ones(session, actor)
        for invitation in found:
            invitation.postponed_to = days[until]
        if found:
            audit.write(event="check-in.postponed", citizen=actor.person_id, actor=actor)


def decline(*, actor: audit.Actor) -> None:
    """No, thank you, to what is asked just now. Nobody asks why; she may still answer of her own accord."""
    with transaction() as session:
        found = _open_ones(session, actor)
        for invitation in found:
            invitation.declined_at = clock.now()
        if found:
            audit.write(event="check-in.declined", citizen=actor.person_id, actor=actor)


def talk_holder(citizen: uuid.UUID) -> Contact | None:
    """With whom she can talk: whoever holds the talk that came with an invitation of late, or is responsible.

    Whatever became of the invitation: answered (and how), put off, declined or left alone, it is the same person.
    """
    values = {"citizen": citizen, "day": clock.today(), "since": clock.today() - TALK_STAYS}
    with reading() as db:
        named = next((row.talk_staff_id for row in db.execute(_OF_LATE, values) if row.talk), None)
        holder = contacts([named]).get(named) if named else None
    return holder or caseload.responsible_for(citizen)


def _open_ones(session: Session, actor: audit.Actor) -> list[Invitation]:
    values = {"citizen": actor.person_id, "day": clock.today()}
    return list(session.scalars(select(Invitation).where(*_OPEN).with_for_update(), values))
