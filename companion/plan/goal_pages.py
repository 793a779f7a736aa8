"""The health side writes goals: `/desk/<citizen>/plan/goals` for a new one, `/desk/plan/goals/<goal>` to change one."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from companion.accounts import service as accounts
from companion.accounts.circles import HEALTH
from companion.accounts.rules import HEALTH_ROLES
from companion.accounts.signed_in import me, signed_in_as
from companion.foundation.database import transaction
from companion.foundation.errors import Invalid
from companion.plan import copying, forms, goals, kinds, staff_view
from companion.plan.answer_pages import typed_version
from companion.plan.goals import NewGoal
from companion.plan.known import KnownGoal
from companion.plan.refusals import ChangedMeanwhile
from companion.web.page import page

goal_room = Blueprint("goals", __name__)
Fault = Invalid | ChangedMeanwhile


@dataclass(frozen=True)
class GoalForm:
    """What stands in the form of a goal."""

    title: str = ""
    status: str = kinds.STATUSES[0]
    under: str = ""
    visible_to: str = HEALTH

    def goal(self, kept: KnownGoal | None = None) -> NewGoal:
        """The goal as it is saved. Raises Invalid for a key that is none."""
        words = forms.text(self.title, [kept.title] if kept else [])
        try:
            return NewGoal(words, self.status, uuid.UUID(self.under) if self.under else None, self.visible_to)
        except ValueError:
            raise Invalid from None


@goal_room.get("/desk/<uuid:citizen_id>/plan/goals")
@signed_in_as(*HEALTH_ROLES)
def blank(citizen_id: uuid.UUID) -> Response:
    """A form for a new goal."""
    return _form(citizen_id, GoalForm())


@goal_room.post("/desk/<uuid:citizen_id>/plan/goals")
@signed_in_as(*HEALTH_ROLES)
def add(citizen_id: uuid.UUID) -> Response:
    """Keep it; what is wrong is told, and what was typed stays."""
    typed = _typed()
    try:
        goals.add(citizen=citizen_id, goal=typed.goal(), actor=me().actor)
    except Invalid as fault:
        return _form(citizen_id, typed, fault=fault)
    return redirect(f"/desk/{citizen_id}/plan#goals", 303)


@goal_room.get("/desk/plan/goals/<uuid:goal_id>")
@signed_in_as(*HEALTH_ROLES)
def show_goal(goal_id: uuid.UUID) -> Response:
    """One goal, to be said anew, or how far it is."""
    found = goals.goal_for_staff(goal_id, me().actor)
    typed = GoalForm(found.title["da"], found.status, str(found.parent_id or ""), found.visible_to)
    return _form(found.citizen_id, typed, found)


@goal_room.post("/desk/plan/goals/<uuid:goal_id>")
@signed_in_as(*HEALTH_ROLES)
def save_goal(goal_id: uuid.UUID) -> Response:
    """Save it, unless somebody else did meanwhile: then both texts are shown."""
    typed, found = _typed(), goals.goal_for_staff(goal_id, me().actor)
    version = typed_version(request.form.get("version", ""))
    try:
        goals.rewrite(goal_id=goal_id, version=version, goal=typed.goal(found), actor=me().actor)
    except ChangedMeanwhile as late:
        return _form(found.citizen_id, typed, goals.goal_for_staff(goal_id, me().actor), late)
    except Invalid as fault:
        return _form(found.citizen_id, typed, found, fault)
    return redirect(f"/desk/{found.citizen_id}/plan#goals", 303)


def _typed() -> GoalForm:
    told = {field: forms.clean(request.form.get(field, "")) for field in ("goal", "status", "under", "visible_to")}
    return GoalForm(told["goal"], told["status"] or kinds.STATUSES[0], told["under"], told["visible_to"] or HEALTH)


def _form(
    citizen_id: uuid.UUID, typed: GoalForm, found: KnownGoal | None = None, fault: Fault | None = None
) -> Response:
    with transaction():
        seen = staff_view.for_staff(citizen_id, me().actor)
        return page(
            "plan/staff_goal.html",
            status=fault.status if fault else 200,
            citizen=accounts.person(citizen_id),
            tops=[top.goal for top in seen.plan.goals if top.goal.parent_id is None] if seen.plan else [],
            found=found,
            copied=copying.goal_text(found, seen),
            last=seen.last.get(found.id) if found else None,
            typed=typed,
            fault=fault,
            theirs=found if isinstance(fault, ChangedMeanwhile) else None,
            statuses=kinds.STATUSES,
            longest=kinds.LONGEST_WHY,
        )
