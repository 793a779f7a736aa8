"""A citizen's plans and what stands in them: her copy with what lies sealed opened, erasure, and how long they stay."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from companion.foundation import clock
from companion.foundation.copies import Copy, Counts, Entry, Erasure, entries, plain, remove
from companion.foundation.database import transaction
from companion.plan import changes, contesting, own_entries, reading_plans
from companion.plan.records import Card, Change, Contest, Goal, OwnEntry, Plan

TABLES = {
    "plan": Erasure.GOES,
    "plan_goal": Erasure.GOES,
    "plan_card": Erasure.GOES,
    "plan_change": Erasure.GOES,
    "plan_contest": Erasure.GOES,
    "plan_own_entry": Erasure.GOES,
}


def export_of(citizen: uuid.UUID) -> Copy:
    """Every plan with its purpose, goals, cards and changes; what she answered, contested and keeps for herself."""
    words = reading_plans.own_words_of(citizen)
    plans = entries(Plan, Plan.citizen_id == citizen, without=["own_words"])
    goals = entries(Goal, Goal.citizen_id == citizen, without=["own_words"])
    told = entries(Change, Change.citizen_id == citizen, without=["told"])
    contests = entries(Contest, Contest.citizen_id == citizen, without=["words", "answer"])
    own = entries(OwnEntry, OwnEntry.citizen_id == citizen, without=["words"])
    entry_words = {key: {"words": one} for key, one in own_entries.opened(citizen).items()}
    return {
        "plan": _with(plans, words),
        "plan_goal": _with(goals, words),
        "plan_card": entries(Card, Card.citizen_id == citizen, without=["key"]),
        "plan_change": _with(told, changes.opened(citizen)),
        "plan_contest": _with(contests, contesting.opened(citizen)),
        "plan_own_entry": _with(own, entry_words),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """What lies on the plans first, then the plans."""
    counts = {
        "plan_own_entry": remove(OwnEntry, OwnEntry.citizen_id == citizen),
        "plan_contest": remove(Contest, Contest.citizen_id == citizen),
        "plan_change": remove(Change, Change.citizen_id == citizen),
        "plan_card": remove(Card, Card.citizen_id == citizen),
        "plan_goal": _remove_goals(Goal.citizen_id == citizen),
    }
    return counts | {"plan": remove(Plan, Plan.citizen_id == citizen)}


def _with(rows: list[Entry], opened: Mapping[str, Mapping[str, Any]]) -> list[Entry]:
    return [{**row, **{key: plain(value) for key, value in opened.get(str(row["id"]), {}).items()}} for row in rows]


def _remove_goals(*which: Any) -> int:
    """Sub-goals before the goals they hang under."""
    return remove(Goal, *which, Goal.parent_id.is_not(None)) + remove(Goal, *which)


def _forget_ended(before: datetime, most: int) -> int:
    """Ended plans with everything on them, a few plans at a time; private entries as long after their day or tick."""
    ended = select(Plan.id).where(Plan.ended_on < clock.danish(before).date()).order_by(Plan.id).limit(most)
    with transaction() as session:
        gone = list(session.scalars(ended))
        lines = [*gone, *session.scalars(select(Card.id).where(Card.plan_id.in_(gone)))]
        lines += session.scalars(select(Goal.id).where(Goal.plan_id.in_(gone)))
    about_them = remove(Contest, Contest.subject_id.in_(lines)) + remove(Change, Change.plan_id.in_(gone))
    on_them = remove(Card, Card.plan_id.in_(gone)) + _remove_goals(Goal.plan_id.in_(gone))
    return about_them + on_them + remove(Plan, Plan.id.in_(gone)) + _forget_entries(before, most)


def _forget_entries(before: datetime, most: int) -> int:
    return remove(OwnEntry, (OwnEntry.ends_at < before) | (OwnEntry.done_at < before), most=most)


FORGET = {"plan": _forget_ended}
