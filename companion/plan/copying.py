"""A plan and a goal as plain texts for a journal: what their staff page shows, without what is hers alone to tell."""

from markupsafe import Markup

from companion.foundation import clock
from companion.plan.groups import CardPage
from companion.plan.known import KnownGoal
from companion.plan.staff_view import StaffPlan
from companion.web.copying import as_text


def plan_text(seen: StaffPlan, shown: CardPage) -> Markup | None:
    """The purpose, the goals and the cards of this page; None before there is a plan."""
    if seen.plan is None:
        return None
    return as_text("plan/copied_plan.html", plan=seen.plan, seen=seen, shown=shown, today=clock.today())


def goal_text(goal: KnownGoal | None, seen: StaffPlan) -> Markup | None:
    """One goal as it is kept; None for one that is being written."""
    if goal is None:
        return None
    tops = [top.goal for top in seen.plan.goals] if seen.plan else []
    under = next((top for top in tops if top.id == goal.parent_id), None)
    return as_text("plan/copied_goal.html", goal=goal, under=under, seen=seen, today=clock.today())
