"""Cards of open plans go over with the citizens of their owner (S43)."""

from sqlalchemy import select

from companion.caseload.holding import Holding
from companion.plan.records import Card, Plan

HOLDINGS = (
    Holding(
        Card.citizen_id,
        Card.owner_id,
        still=lambda: Card.plan_id.in_(select(Plan.id).where(Plan.ended_on.is_(None))),
        follows=lambda receiver: {"owner_role": receiver.role, "unit_id": receiver.unit_id},
        circle=Card.visible_to,
    ),
)
