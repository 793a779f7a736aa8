"""An invitation to check in as its citizen meets it: put off or declined without a reason, and the talk beside it.

Nothing here is told to anybody: not to staff, not to the journal; only her own list of what happened has it (R3).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from companion.accounts import contacts
from companion.caseload import service as caseload
from companion.checkins import rules, service
from companion.checkins.instruments import WHO5
from companion.checkins.records import Invitation
from companion.foundation import audit, clock
from companion.foundation.database import reading, transaction
from companion.foundation.errors import Invalid
from companion.language.text import Text
from companion.tasks import service as tasks


@dataclass(frozen=True)
class DueInvitation:
    """What is asked just now; `talk` is the title of the talk that comes with it, `talk_staff_id` who holds it.

    `talk_is_asked`: whoever holds it has been asked to call her, and has not done it yet.
    """

    talk: Text | None
    talk_staff_id: uuid.UUID | None
    talk_is_asked: bool = False

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
_WITH_A_TALK_FIRST = (
    select(Invitation.talk, Invitation.talk_staff_id, Invitation.due_on)
    .where(*_OPEN)
    .order_by(Invitation.due_on.desc())
)


def due(citizen: uuid.UUID) -> DueInvitation | None:
    """The invitation that stands open; where several do, one with a talk. None while it is too early after the last."""
    return open_one(citizen) if service.standing(citizen).is_due else None


def open_one(citizen: uuid.UUID) -> DueInvitation:
    """The same where it is known already that one is due."""
    with reading() as db:
        rows = db.execute(_WITH_A_TALK_FIRST, {"citizen": citizen, "day": clock.today()}).all()
        row = next((one for one in rows if one.talk), rows[0])
        found = DueInvitation(row.talk, row.talk_staff_id)
        return replace(found, talk_is_asked=_is_asked(citizen, found)) if found.talk else found


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


def ask_for_talk(*, key: uuid.UUID, with_interpreter: bool, actor: audit.Actor) -> bool:
    """A wish to be called like any other: nothing in it tells where it comes from. False if it stands open already.

    Raises Invalid when no talk is offered, and NobodyToCall.
    """
    citizen = actor.person_id
    offered = due(citizen) if citizen else None
    if citizen is None or offered is None or offered.talk is None:
        raise Invalid
    owner = _holder(citizen, offered)
    return tasks.ask_for_call(citizen=citizen, owner=owner, key=key, with_interpreter=with_interpreter, actor=actor)


def _is_asked(citizen: uuid.UUID, offered: DueInvitation) -> bool:
    try:
        return tasks.is_to_call(citizen, _holder(citizen, offered), with_interpreter=False)
    except tasks.NobodyToCall:
        return False


def _holder(citizen: uuid.UUID, offered: DueInvitation) -> uuid.UUID:
    """Who holds the talk: who was named, while she is still there, otherwise whoever is responsible."""
    if offered.talk_staff_id is not None and contacts.contacts([offered.talk_staff_id]):
        return offered.talk_staff_id
    responsible = caseload.responsible_for(citizen)
    if responsible is None:
        raise tasks.NobodyToCall
    return responsible.person_id


def _open_ones(session: Session, actor: audit.Actor) -> list[Invitation]:
    values = {"citizen": actor.person_id, "day": clock.today()}
    return list(session.scalars(select(Invitation).where(*_OPEN).with_for_update(), values))
