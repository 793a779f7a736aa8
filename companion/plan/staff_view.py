"""A plan as one member of staff may see it: only the role's circles, never an answer or words she keeps to herself."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from companion.accounts.circles import circles_of
from companion.accounts.rules import EMPLOYMENT_ROLES
from companion.foundation import audit
from companion.language.text import Text
from companion.plan import changes, contesting, reading_plans
from companion.plan.changes import KnownChange, LastChange
from companion.plan.contesting import KnownContest
from companion.plan.entrance import require_reader
from companion.plan.known import GoalWithParts, PlanView
from companion.plan.refusals import NoPlan
from companion.plan.week import Clash, clashes_for_staff

RECENT = 10  # changes beside a plan: what colleagues did lately


@dataclass(frozen=True)
class StaffPlan:
    """What is on the screen of one member of staff; `plan` is None before there is one."""

    plan: PlanView | None
    contests: dict[uuid.UUID, KnownContest]
    changes: list[KnownChange]
    last: Mapping[uuid.UUID, LastChange]
    clashes: list[Clash]


def for_staff(citizen: uuid.UUID, actor: audit.Actor) -> StaffPlan:
    """The plan for this reader; the look is written down. Raises NotFound without a relation."""
    require_reader(citizen, actor)
    circles = circles_of(actor.role)
    audit.write_daily(event="read.plan", citizens=[citizen], actor=actor)
    found = reading_plans.open_plan(citizen, circles)
    return StaffPlan(
        plan=_seen_by(found, actor) if found else None,
        contests=dict(contesting.newest(citizen, circles=circles)),
        changes=list(changes.of(citizen, circles=circles, limit=RECENT)),
        last=changes.last_of(citizen, circles=circles),
        clashes=list(clashes_for_staff(citizen, actor)),
    )


def _seen_by(plan: PlanView, actor: audit.Actor) -> PlanView:
    hide = actor.role in EMPLOYMENT_ROLES
    goals = [
        GoalWithParts(top.goal.as_staff_see_it(), [one.as_staff_see_it() for one in top.parts]) for top in plan.goals
    ]
    return replace(
        plan,
        own_words=plan.own_words if plan.words_shown else None,
        seen_at=None,
        version=0,  # it counts hidden cards too
        cards=[card.without_answers() if hide else card for card in plan.cards],
        goals=goals,
    )


def kept_plan(citizen: uuid.UUID, actor: audit.Actor) -> PlanView:
    """The open plan as it is kept now. Raises NotFound without a relation, NoPlan without a plan."""
    require_reader(citizen, actor)
    found = reading_plans.open_plan(citizen, circles_of(actor.role))
    if found is None:
        raise NoPlan
    return found


def title_of(seen: StaffPlan, contest: KnownContest) -> Text | None:
    """The line that is contested, if it is one of this plan and still on it."""
    if seen.plan is None:
        return None
    goals = [one for top in seen.plan.goals for one in (top.goal, *top.parts)]
    titles = {seen.plan.id: seen.plan.purpose} | {one.id: one.title for one in goals}
    titles |= {card.id: card.title for card in seen.plan.cards}
    return titles.get(contest.subject_id)
