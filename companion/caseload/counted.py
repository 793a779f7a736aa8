"""How many citizens each unit reached in a span of time, for figures about groups; no name leaves here."""

import uuid
from collections import Counter
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from companion.accounts.circles import ALL, HEALTH
from companion.accounts.rules import HEALTH_ROLES
from companion.caseload.contacting import ANSWERED, NO_ANSWER
from companion.caseload.records import LoggedContact, Relation
from companion.foundation import clock
from companion.foundation.database import reading

REACHED, NOT_REACHED, NOT_TRIED = "reached", "not-reached", "not-tried"
OUTCOMES = (REACHED, NOT_REACHED, NOT_TRIED)


def reached(*, since: date, until: date) -> Counter[tuple[str, uuid.UUID, str]]:
    """(circle, unit, outcome) → how many citizens the unit was there for on the last day of the span.

    Health staff count what health staff logged, everybody else what is for all (R3): one logged answer makes it
    reached; only calls without an answer, not reached.
    """
    kinds = _logged(clock.midnight(since), clock.midnight(until))
    counts: Counter[tuple[str, uuid.UUID, str]] = Counter()
    for citizen, unit, circle in _relations(until):
        counts[circle, unit, _outcome(kinds.get((citizen, unit, circle), set()))] += 1
    return counts


def _outcome(kinds: set[str]) -> str:
    if kinds & set(ANSWERED):
        return REACHED
    return NOT_REACHED if NO_ANSWER in kinds else NOT_TRIED


def _relations(until: date) -> set[tuple[uuid.UUID, uuid.UUID, str]]:
    lasting = (Relation.reason.is_(None), Relation.starts_on < until)
    query = select(Relation.citizen_id, Relation.unit_id, Relation.role).where(
        *lasting, or_(Relation.ends_on.is_(None), Relation.ends_on >= until)
    )
    with reading() as db:
        return {(row.citizen_id, row.unit_id, _circle(row.role)) for row in db.execute(query)}


def _logged(since: datetime, until: datetime) -> dict[tuple[uuid.UUID, uuid.UUID, str], set[str]]:
    """What kinds of contact each unit logged with each citizen."""
    same = and_(Relation.citizen_id == LoggedContact.citizen_id, Relation.staff_id == LoggedContact.staff_id)
    query = (
        select(LoggedContact.citizen_id, Relation.unit_id, LoggedContact.visible_to, LoggedContact.kind)
        .join(Relation, same)
        .where(Relation.reason.is_(None), LoggedContact.at >= since, LoggedContact.at < until)
        .distinct()
    )
    found: dict[tuple[uuid.UUID, uuid.UUID, str], set[str]] = {}
    with reading() as db:
        for citizen, unit, circle, kind in db.execute(query):
            found.setdefault((citizen, unit, circle), set()).add(kind)
    return found


def _circle(role: str) -> str:
    return HEALTH if role in HEALTH_ROLES else ALL
