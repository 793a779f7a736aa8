"""Reads plans out of the database: the open one of a citizen, with what a circle of readers may see of it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select

from companion.accounts import own_copy as everybody
from companion.accounts import service as accounts
from companion.accounts.circles import CIRCLES
from companion.accounts.contacts import Contact, contacts
from companion.foundation import crypto
from companion.foundation.database import reading
from companion.plan import catalogue
from companion.plan.known import GoalWithParts, KnownCard, KnownGoal, Letter, PlanView, Wait, When
from companion.plan.measure import Measure
from companion.plan.records import Card, Goal, Plan

_PLAN = select(Plan.__table__).where(Plan.citizen_id == bindparam("citizen"), Plan.ended_on.is_(None))
_CARDS = (
    select(Card.__table__)
    .where(
        Card.plan_id == bindparam("plan"),
        Card.ended_at.is_(None),
        Card.visible_to.in_(bindparam("circles", expanding=True)),
    )
    .order_by(Card.position, Card.id)
)
_GOALS = (
    select(Goal.__table__)
    .where(Goal.plan_id == bindparam("plan"), Goal.visible_to.in_(bindparam("circles", expanding=True)))
    .order_by(Goal.position, Goal.id)
)
_CARD = select(Card.__table__).where(Card.id == bindparam("card"))
_GOAL = select(Goal.__table__).where(Goal.id == bindparam("goal"))


@dataclass(frozen=True)
class _Around:
    """Who and what the cards name: people to call, names of people, entries of the catalogue."""

    people: Mapping[uuid.UUID, Contact]
    names: Mapping[uuid.UUID, str]
    measures: Mapping[str, Measure]


class Shown(NamedTuple):
    """Whether there is a goal to see, and the keys of the cards."""

    goals: bool
    cards: frozenset[uuid.UUID]


def open_plan(citizen: uuid.UUID, circles: Sequence[str] = CIRCLES) -> PlanView | None:
    """The open plan with what these circles hold; None while there is none."""
    with reading() as db:
        plan = db.execute(_PLAN, {"citizen": citizen}).one_or_none()
        if plan is None:
            return None
        values = {"plan": plan.id, "circles": list(circles)}
        cards = _cards(db.execute(_CARDS, values).all())
        goals = [_goal(row) for row in db.execute(_GOALS, values)]
    return PlanView(
        id=plan.id,
        citizen_id=plan.citizen_id,
        purpose=plan.purpose,
        started_on=plan.started_on,
        version=plan.version,
        purpose_version=plan.purpose_version,
        own_words=opened("plan", plan.id, plan.own_words),
        words_shown=plan.words_shown,
        seen_at=plan.seen_at,
        cards=cards,
        goals=_with_parts(goals),
        purpose_source=plan.purpose_source,
    )


def shown_of(citizen: uuid.UUID, circles: Sequence[str]) -> Shown | None:
    """What these circles may see of the open plan, without reading any of it; None while there is none."""
    with reading() as db:
        plan = db.scalar(_PLAN.with_only_columns(Plan.id), {"citizen": citizen})
        if plan is None:
            return None
        values = {"plan": plan, "circles": list(circles)}
        goals = db.scalar(_GOALS.with_only_columns(Goal.id).limit(1), values)
        return Shown(goals is not None, frozenset(db.scalars(_CARDS.with_only_columns(Card.id), values)))


def card(card_id: uuid.UUID) -> KnownCard | None:
    """One card, open or ended; None for an unknown key. Whoever asks checks whose it is."""
    with reading() as db:
        found = _cards(db.execute(_CARD, {"card": card_id}).all())
    return found[0] if found else None


def goal(goal_id: uuid.UUID) -> KnownGoal | None:
    """One goal or sub-goal; None for an unknown key. Whoever asks checks whose it is."""
    with reading() as db:
        row = db.execute(_GOAL, {"goal": goal_id}).one_or_none()
    return _goal(row) if row else None


def own_words_of(citizen: uuid.UUID) -> dict[str, dict[str, str | None]]:
    """Her own words on purposes and goals, by line, for her own copy."""
    with reading() as db:
        plans = db.execute(select(Plan.id, Plan.own_words).where(Plan.citizen_id == citizen)).all()
        goals = db.execute(select(Goal.id, Goal.own_words).where(Goal.citizen_id == citizen)).all()
    of_plans = {str(row.id): {"own_words": opened("plan", row.id, row.own_words)} for row in plans}
    return of_plans | {str(row.id): {"own_words": opened("plan_goal", row.id, row.own_words)} for row in goals}


def opened(table: str, row: uuid.UUID, sealed: bytes | None) -> str | None:
    """Own words of one row, if there are any."""
    return str(crypto.unseal(sealed, table=table, row=row, field="own_words")) if sealed else None


def _with_parts(goals: Sequence[KnownGoal]) -> list[GoalWithParts]:
    """Sub-goals under their goal; one whose goal this reader may not see stands by itself."""
    there = {one.id for one in goals}
    tops = [one for one in goals if one.parent_id not in there]
    return [GoalWithParts(top, [one for one in goals if one.parent_id == top.id]) for top in tops]


def _cards(rows: Sequence[Row[Any]]) -> list[KnownCard]:
    around = _Around(
        _who_answers(rows),
        everybody.names({row.asked_by_id for row in rows if row.asked_by_id}),
        catalogue.by_keys({row.measure_key for row in rows if row.measure_key}),
    )
    return [_known(row, around) for row in rows]


def _who_answers(rows: Sequence[Row[Any]]) -> Mapping[uuid.UUID, Contact]:
    """Whoever can be called today; nobody of a unit that has closed."""
    people = contacts({row.owner_id for row in rows})
    if not people:
        return {}
    units = {unit.id for unit in accounts.units_today()}
    return {key: contact for key, contact in people.items() if contact.unit_id in units}


def _known(row: Row[Any], around: _Around) -> KnownCard:
    return KnownCard(
        id=row.id,
        citizen_id=row.citizen_id,
        kind=row.kind,
        track=row.track,
        title=row.title,
        why=row.why,
        owner=around.people.get(row.owner_id),
        owner_id=row.owner_id,
        owner_role=row.owner_role,
        programme_id=row.programme_id,
        visible_to=row.visible_to,
        version=row.version,
        place=row.place,
        when=When(row.when_on, row.when_until, row.when_text),
        letter=Letter(row.letter_date, row.letter_reference) if row.letter_date else None,
        wait=Wait(row.waits_on, row.asked_by_id, row.asked_on, row.next_due) if row.waits_on and row.asked_on else None,
        **_more(row, around),
    )


def _more(row: Row[Any], around: _Around) -> dict[str, Any]:
    same = (
        "measure_key",
        "next_due",
        "agreed_at",
        "agreed_language",
        "declined_at",
        "postponed_at",
        "ended_at",
        "source",
    )
    return {
        **{name: getattr(row, name) for name in same},
        "measure": around.measures.get(row.measure_key),
        "asked_by_name": around.names.get(row.asked_by_id),
    }


def _goal(row: Row[Any]) -> KnownGoal:
    names = ("id", "citizen_id", "parent_id", "title", "status", "visible_to", "version", "words_shown", "source")
    return KnownGoal(
        **{name: getattr(row, name) for name in names}, own_words=opened("plan_goal", row.id, row.own_words)
    )
