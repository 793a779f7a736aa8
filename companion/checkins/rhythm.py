"""When it is time to look again at how it goes: for a citizen from her own last answer, for a unit from its own.

Only whoever has answered once has a rhythm. A look can wait or be declined without a reason; like an unanswered one it
has no consequence and is told to nobody: only her own list of what happened has it (R3). It is kept in the table of
invitations, with the day it was due.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session

from companion.checkins import indicators, progress, rules
from companion.checkins.records import IndicatorReading, Invitation
from companion.foundation import audit, clock
from companion.foundation.database import in_turn, new_id, reading, transaction
from companion.foundation.errors import Invalid

PROGRESS, OCCASION = "progress", "rhythm"  # as instrument and occasion of an invitation


@dataclass(frozen=True)
class Look:
    """One citizen's next look: the day it is due, and the day she is asked, which is later when she put it off."""

    due_on: date
    asked_on: date

    @property
    def is_due(self) -> bool:
        """Whether she is asked today."""
        return self.asked_on <= clock.today()

    @property
    def later(self) -> Sequence[str]:
        """Until when it can be put off today: keys of `rules.postponements`."""
        return list(rules.postponements(clock.today()))


def _newest(moment: Any, *which: Any) -> Select[Any]:
    return select(func.max(moment)).where(*which)


_HER: BindParameter[uuid.UUID] = bindparam("citizen")
_OWN = (IndicatorReading.citizen_id == _HER, IndicatorReading.rater_id == _HER)
_SET_ASIDE = (Invitation.citizen_id == _HER, Invitation.instrument == PROGRESS)
COLUMNS = (  # of one citizen, in a statement with :citizen; `look` reads them
    _newest(IndicatorReading.rated_at, *_OWN).scalar_subquery(),
    _newest(Invitation.declined_at, *_SET_ASIDE).scalar_subquery(),
    _newest(Invitation.postponed_to, *_SET_ASIDE).scalar_subquery(),
    indicators.NEWEST_IMPORT.scalar_subquery(),
)


def look(
    rated_at: datetime | None, declined_at: datetime | None, put_off: date | None, newest_import: Any
) -> Look | None:
    """What `COLUMNS` say; None for a citizen who has never answered."""
    if rated_at is None:
        return None
    months = indicators.asked_now(newest_import).months_between
    declined = _day(declined_at) if declined_at else None
    due = rules.look_again(_day(rated_at), months=months, declined=declined)
    return Look(due, rules.asked_again(due, put_off=put_off))


def her_look(citizen: uuid.UUID) -> Look | None:
    """When this citizen is asked to look again."""
    with reading() as db:
        return look(*db.execute(select(*COLUMNS), {"citizen": citizen}).one())


def staff_looks(citizens: Collection[uuid.UUID], *, actor: audit.Actor) -> Mapping[uuid.UUID, date]:
    """The day the reader's unit looks again, for those it has rated; what she does herself is never in it (R3)."""
    about = (IndicatorReading.citizen_id.in_(citizens), *progress.by_own_side(actor))
    last = select(
        IndicatorReading.citizen_id, func.max(IndicatorReading.rated_at), indicators.NEWEST_IMPORT.scalar_subquery()
    )
    with reading() as db:
        rows = db.execute(last.where(*about).group_by(IndicatorReading.citizen_id)).all() if citizens else []
    return {
        citizen: rules.look_again(_day(rated_at), months=indicators.asked_now(newest).months_between)
        for citizen, rated_at, newest in rows
    }


def postpone(*, until: str, actor: audit.Actor) -> None:
    """Ask me again then: `until` is one of `rules.postponements`. Raises Invalid for anything else."""
    days = rules.postponements(clock.today())
    if until not in days:
        raise Invalid
    with transaction() as session:
        due = _asked_now(session, actor)
        if due is not None:
            due.postponed_to = days[until]
            audit.write(event="check-in.postponed", citizen=actor.person_id, actor=actor)


def decline(*, actor: audit.Actor) -> None:
    """No, thank you, this time; the rhythm goes on from today. She may still answer of her own accord."""
    with transaction() as session:
        due = _asked_now(session, actor)
        if due is not None:
            due.declined_at = clock.now()
            audit.write(event="check-in.declined", citizen=actor.person_id, actor=actor)


def _asked_now(session: Session, actor: audit.Actor) -> Invitation | None:
    """What she is asked just now, as a row of the table of invitations; None while she is asked nothing."""
    if actor.person_id is None:
        raise Invalid
    in_turn(actor.person_id)
    now = her_look(actor.person_id)
    if now is None or not now.is_due:
        return None
    this_one = (*_SET_ASIDE, Invitation.due_on == now.due_on)
    found = session.scalar(select(Invitation).where(*this_one), {"citizen": actor.person_id})
    if found is None:
        about = {"instrument": PROGRESS, "occasion": OCCASION, "due_on": now.due_on}
        found = Invitation(id=new_id(), citizen_id=actor.person_id, **about)
        session.add(found)
    return found


def _day(moment: datetime) -> date:
    return clock.danish(moment).date()
