"""Purposes, sub-goals and measures from outside: written into the plan as its own staff would write them."""

import uuid
from dataclasses import replace

from companion.foundation import audit
from companion.foundation.errors import NotFound
from companion.plan import editing, goals, kinds
from companion.plan.card_content import NewCard
from companion.plan.goals import NewGoal
from companion.plan.known import Letter, When
from companion.plan.service import for_citizen
from companion.sync.api_models import MeasureIn, PurposeIn, SubGoalIn


def set_purpose(citizen: uuid.UUID, given: PurposeIn, actor: audit.Actor) -> uuid.UUID:
    """The purpose of her plan, which begins with it if there is none; the key of the plan."""
    plan = for_citizen(citizen)
    if plan is None:
        return editing.start(citizen=citizen, purpose=given.text, actor=actor)
    editing.set_purpose(citizen=citizen, purpose=given.text, version=plan.purpose_version, actor=actor)
    return plan.id


def add_goal(citizen: uuid.UUID, given: SubGoalIn, parent: uuid.UUID | None, actor: audit.Actor) -> uuid.UUID:
    """A goal, or a sub-goal below one."""
    return goals.add(citizen=citizen, goal=replace(_goal(given), parent_id=parent), actor=actor)


def change_goal(goal: uuid.UUID, given: SubGoalIn, actor: audit.Actor) -> None:
    """Say it anew, or how far it is."""
    known = goals.goal_for_staff(goal, actor)
    goals.rewrite(goal_id=goal, version=known.version, goal=_goal(given), actor=actor)


def end_goal(goal: uuid.UUID, actor: audit.Actor) -> None:
    """It is put aside: a goal is never deleted."""
    known = goals.goal_for_staff(goal, actor)
    aside = NewGoal(known.title, kinds.STATUSES[-1], visible_to=known.visible_to)
    goals.rewrite(goal_id=goal, version=known.version, goal=aside, actor=actor)


def add_card(citizen: uuid.UUID, given: MeasureIn, actor: audit.Actor) -> uuid.UUID:
    """A new card of the plan."""
    return editing.add_card(citizen=citizen, owner=_owner(actor), actor=actor, **_card(given))


def change_card(card: uuid.UUID, given: MeasureIn, actor: audit.Actor) -> None:
    """Say a card anew."""
    known = editing.card_for_staff(card, actor)
    editing.change_card(card_id=card, version=known.version, owner=_owner(actor), actor=actor, **_card(given))


def end_card(card: uuid.UUID, actor: audit.Actor) -> None:
    """The card no longer fits; what was said of it can be read on."""
    known = editing.card_for_staff(card, actor)
    editing.end_card(card_id=card, reason="no-longer-fits", version=known.version, actor=actor)


def _goal(given: SubGoalIn) -> NewGoal:
    return NewGoal(given.text, given.status, visible_to=given.visible_to)


def _card(given: MeasureIn) -> NewCard:
    return NewCard(
        kind=given.kind,
        track=given.track,
        title=given.title,
        why=given.why,
        place=given.place,
        when=When(given.on, given.until) if given.on or given.until else None,
        measure=given.measure,
        letter=Letter(given.letter.on, given.letter.reference) if given.letter else None,
        visible_to=given.visible_to,
    )


def _owner(actor: audit.Actor) -> uuid.UUID:
    if actor.person_id is None:
        raise NotFound
    return actor.person_id
