"""Everything somebody holds goes to a colleague in one transaction; what nobody holds is seen and taken over (S43)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from companion.accounts import own_copy as everybody
from companion.accounts import service as accounts
from companion.accounts.circles import CIRCLES, circles_of
from companion.accounts.contacts import contacts, leavers_of
from companion.accounts.ended import all_ended
from companion.accounts.rules import side_of
from companion.accounts.sign_in import Me
from companion.appointments import holding as appointments
from companion.caseload import holding, relations
from companion.caseload.gaps import lacking
from companion.caseload.holding import Handover
from companion.caseload.relations import check_side
from companion.caseload.service import charges_of
from companion.checkins import holding as checkins
from companion.concerns import holding as concerns
from companion.foundation import audit
from companion.foundation.database import transaction
from companion.foundation.errors import N_, Invalid, NotFound
from companion.nudges import holding as nudges
from companion.plan import holding as plan
from companion.plan.service import citizens_of_unit
from companion.programmes import holding as programmes
from companion.tasks import holding as tasks

MOVED = (
    *tasks.HOLDINGS,
    *appointments.HOLDINGS,
    *checkins.HOLDINGS,
    *plan.HOLDINGS,
    *programmes.HOLDINGS,
    *concerns.HOLDINGS,
    *nudges.HOLDINGS,
)  # a room whose rows have a member of staff stands here
HELD = (*relations.HOLDINGS, *MOVED)


class NobodyChosen(Invalid):
    """A handover names at least one citizen and one colleague."""

    sentence = N_("Vælg mindst én borger og en kollega.")


@dataclass(frozen=True)
class Gap:
    """A citizen for whom something waits with nobody: whose it was, and whether anybody is responsible at all."""

    citizen_id: uuid.UUID
    left_by: Sequence[uuid.UUID]
    without_responsible: bool


def hand_over(
    *,
    citizens: Collection[uuid.UUID],
    giver: uuid.UUID,
    receiver: uuid.UUID,
    circles: Sequence[str] = CIRCLES,
    actor: audit.Actor,
) -> None:
    """All the giver holds for these citizens is the receiver's from today; nothing is lost, or nothing happens.

    `circles`: what whoever does it may know of. Raises NobodyChosen, OtherSide, CaseloadFull, or NotFound for a citizen
    the giver holds nothing for.
    """
    to = contacts([receiver]).get(receiver)
    if not citizens or to is None or receiver == giver:
        raise NobodyChosen
    with transaction():
        check_side(accounts.last_role(giver), to)
        if not set(citizens) <= held_by(giver, circles=circles):
            raise NotFound
        move = Handover(sorted(set(citizens)), giver, to)
        relations.hand_over(move, actor=actor)
        for one in MOVED:
            one.hand_over(move)
        for citizen in move.citizens:
            audit.write(event="handed-over", citizen=citizen, actor=actor, unit=to.unit_id, about=receiver)


def held_by(staff: uuid.UUID, *, circles: Sequence[str] = CIRCLES) -> set[uuid.UUID]:
    """Every citizen this person holds anything for that these circles may know of."""
    return {citizen for _holder, citizen in holding.held_by([staff], HELD, circles=circles)} - all_ended()


def gaps_for(somebody: Me) -> Sequence[Gap]:
    """What this member of staff's unit must close: things of people who left, and citizens nobody is responsible for.

    Only colleagues of the same side see it, and only what their role may see of it (R3).
    """
    if somebody.unit_id is None or not side_of(somebody.role):
        return []
    leavers = leavers_of(somebody.unit_id, side_of(somebody.role))
    left = holding.held_by(leavers, HELD, circles=circles_of(somebody.role))
    mine = {charge.citizen_id for charge in charges_of(somebody.person_id) if charge.lasting}
    without = lacking({citizen for _holder, citizen in left} | citizens_of_unit(somebody.unit_id) | mine)
    citizens = ({citizen for _holder, citizen in left} | without) - all_ended()
    return [
        Gap(one, sorted(holder for holder, citizen in left if citizen == one), one in without)
        for one in sorted(citizens)
    ]


def take_over(*, citizen: uuid.UUID, somebody: Me) -> None:
    """I take all that waits here with nobody. Raises NotFound where nothing does, CaseloadFull for the 26th."""
    with transaction():
        gap = next((one for one in gaps_for(somebody) if one.citizen_id == citizen), None)
        me = contacts([somebody.person_id]).get(somebody.person_id)
        if gap is None or me is None:
            raise NotFound
        for giver in gap.left_by:
            hand_over(citizens=[citizen], giver=giver, receiver=me.person_id, actor=somebody.actor)
        if lacking([citizen]):
            relations.put_in_charge(citizen=citizen, contact=me, actor=somebody.actor)


def names_of(gaps: Sequence[Gap]) -> dict[uuid.UUID, str]:
    """The names of those who left."""
    return everybody.names({person for gap in gaps for person in gap.left_by})
