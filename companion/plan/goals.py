"""Goals and the sub-goals below them: the health side writes them, everybody in their circle reads them."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from companion.accounts.circles import HEALTH, circles_of
from companion.accounts.rules import HEALTH_ROLES
from companion.foundation import audit, origin
from companion.foundation.database import new_id, transaction
from companion.foundation.errors import Invalid, NotFound
from companion.language.table import SOURCE
from companion.language.text import Text
from companion.plan import changes, contesting, kinds, reading_plans, service
from companion.plan.card_content import is_said
from companion.plan.changes import Subject
from companion.plan.entrance import require_reader, require_writer
from companion.plan.known import KnownGoal
from companion.plan.records import Goal, Plan
from companion.plan.refusals import ChangedMeanwhile, NoPlan, NoReason, NotYours, TooLong


@dataclass(frozen=True)
class NewGoal:
    """What a goal is made of; below another one it is a sub-goal. What is said about health stays there by default."""

    title: Text
    status: str = kinds.STATUSES[0]
    parent_id: uuid.UUID | None = None
    visible_to: str = HEALTH


def add(*, citizen: uuid.UUID, goal: NewGoal, actor: audit.Actor) -> uuid.UUID:
    """A new goal. Raises NotFound, NotYours (employment roles), NoPlan, NoReason, TooLong or Invalid."""
    require_writer(citizen, actor)
    _check(goal, actor)
    with transaction() as session:
        plan = service.open_plan(session, citizen)
        if plan is None:
            raise NoPlan
        _check_parent(session, plan, goal)
        made = Goal(id=new_id(), plan_id=plan.id, citizen_id=citizen, parent_id=goal.parent_id, version=1)
        made.title, made.status, made.visible_to, made.words_shown = goal.title, goal.status, goal.visible_to, False
        made.source = origin.current()
        last = session.scalar(select(func.max(Goal.position)).where(Goal.plan_id == plan.id))
        made.position, plan.version = (last or 0) + 1, plan.version + 1
        session.add(made)
        session.flush()
        changes.write(subject_of(made), kind=changes.ADDED, actor=actor)
        audit.write(event="goal.added", citizen=citizen, actor=actor, about=made.id)
    return made.id


def rewrite(*, goal_id: uuid.UUID, version: int, goal: NewGoal, actor: audit.Actor) -> None:
    """Say a goal anew, or how far it is; where it hangs stays. Raises ChangedMeanwhile, and what `add` refuses."""
    with transaction() as session:
        found = session.get(Goal, goal_id, with_for_update=True)
        if found is None or found.visible_to not in circles_of(actor.role):
            raise NotFound
        require_writer(found.citizen_id, actor)
        _check(goal, actor)
        origin.require_own(found.source)
        if found.version != version:
            raise ChangedMeanwhile
        before, circle = _values(found), found.visible_to
        found.title, found.status, found.visible_to = goal.title, goal.status, goal.visible_to
        after = _values(found)
        if before == after:
            return
        found.version += 1
        changes.narrow(found.id, found.visible_to)
        narrower = changes.narrower(circle, found.visible_to)
        changes.write_all(subject_of(found, narrower), before, after, actor)
        contesting.move(found.id, found.visible_to)
        audit.write(event="goal.changed", citizen=found.citizen_id, actor=actor, about=found.id)


def goal_for_staff(goal_id: uuid.UUID, actor: audit.Actor) -> KnownGoal:
    """One goal, for a reader with a relation; hidden ones are not there. Raises NotFound."""
    found = reading_plans.goal(goal_id)
    if found is None or found.visible_to not in circles_of(actor.role):
        raise NotFound
    require_reader(found.citizen_id, actor)
    return found.as_staff_see_it()


def subject_of(goal: Goal, circle: str | None = None) -> Subject:
    """The goal as a line that changes."""
    return Subject(goal.plan_id, goal.citizen_id, kinds.GOAL, goal.id, goal.title, circle or goal.visible_to)


def _check(goal: NewGoal, actor: audit.Actor) -> None:
    if actor.role not in HEALTH_ROLES:
        raise NotYours
    if not is_said(goal.title):
        raise NoReason
    if len(goal.title[SOURCE]) > kinds.LONGEST_WHY:
        raise TooLong(limit=kinds.LONGEST_WHY)
    if goal.status not in kinds.STATUSES or goal.visible_to not in circles_of(actor.role):
        raise Invalid


def _check_parent(session: Session, plan: Plan, goal: NewGoal) -> None:
    """Two floors are enough: a sub-goal hangs under a goal of the same plan, never under another sub-goal."""
    if goal.parent_id is None:
        return
    parent = session.get(Goal, goal.parent_id)
    if parent is None or parent.plan_id != plan.id or parent.parent_id is not None:
        raise Invalid


def _values(goal: Goal) -> dict[str, Any]:
    return {"title": goal.title, "status": goal.status, "visible_to": goal.visible_to}
