"""A citizen's plans and cards: her copy, erasure, and how long ended plans stay."""

import uuid
from datetime import datetime

from sqlalchemy import select

from companion.foundation import clock
from companion.foundation.copies import Copy, Counts, Erasure, entries, remove
from companion.plan.records import Card, Plan

TABLES = {"plan": Erasure.GOES, "plan_card": Erasure.GOES}


def export_of(citizen: uuid.UUID) -> Copy:
    """Every plan with its purpose, and every card with its reason and her answer to it."""
    return {
        "plan": entries(Plan, Plan.citizen_id == citizen),
        "plan_card": entries(Card, Card.citizen_id == citizen, without=["key"]),
    }


def erase(citizen: uuid.UUID) -> Counts:
    """The cards first, then the plans they lie on."""
    cards = remove(Card, Card.citizen_id == citizen)
    return {"plan_card": cards, "plan": remove(Plan, Plan.citizen_id == citizen)}


def _forget_ended(before: datetime, most: int) -> int:
    ended = Plan.ended_on < clock.danish(before).date()
    cards = remove(Card, Card.plan_id.in_(select(Plan.id).where(ended)), most=most)
    empty = Plan.id.not_in(select(Card.plan_id))
    return cards + remove(Plan, ended, empty, most=most)


FORGET = {"plan": _forget_ended}
