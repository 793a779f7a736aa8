"""The lines of her own plan that a citizen points at: purpose, goals and cards, by one key."""

import uuid
from dataclasses import dataclass

from companion.accounts.circles import ALL, HEALTH
from companion.caseload import service as caseload
from companion.foundation.database import reading
from companion.foundation.errors import NotFound
from companion.language.text import Text
from companion.plan import kinds, reading_plans
from companion.plan.contesting import Line
from companion.plan.known import KnownCard, KnownGoal, PlanView


@dataclass(frozen=True)
class OwnLine:
    """One line of her plan with its text, and her own words on it where the line takes some."""

    line: Line
    title: Text
    takes_words: bool
    own_words: str | None
    words_shown: bool


def of(citizen: uuid.UUID, line_id: uuid.UUID) -> OwnLine:
    """The line of this citizen's open plan with this key. Raises NotFound."""
    with reading():
        plan = reading_plans.open_plan(citizen)
        if plan is None:
            raise NotFound
        if plan.id == line_id:
            return _purpose(plan)
        goals = [one for top in plan.goals for one in (top.goal, *top.parts)]
        goal = next((one for one in goals if one.id == line_id), None)
        if goal is not None:
            return _goal(citizen, goal)
        card = next((one for one in plan.cards if one.id == line_id), None)
        if card is None:
            raise NotFound
        return _card(citizen, card)


def _purpose(plan: PlanView) -> OwnLine:
    asks = _asked(plan.citizen_id, ALL)
    line = Line(kinds.PURPOSE, plan.id, ALL, asks)
    return OwnLine(line, plan.purpose, True, plan.own_words, plan.words_shown)


def _goal(citizen: uuid.UUID, goal: KnownGoal) -> OwnLine:
    line = Line(kinds.GOAL, goal.id, goal.visible_to, _asked(citizen, goal.visible_to))
    return OwnLine(line, goal.title, True, goal.own_words, goal.words_shown)


def _card(citizen: uuid.UUID, card: KnownCard) -> OwnLine:
    asks = card.owner_id if card.owner else _asked(citizen, card.visible_to)
    return OwnLine(Line(kinds.CARD, card.id, card.visible_to, asks), card.title, False, None, False)


def _asked(citizen: uuid.UUID, circle: str) -> uuid.UUID | None:
    """Who answers where nobody owns the line: her health contact for what only health sees, else who is responsible."""
    found = caseload.health_contact_of(citizen) if circle == HEALTH else caseload.responsible_for(citizen)
    return found.person_id if found else None
