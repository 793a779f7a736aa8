"""Contact dates after a start go over with the citizens of whoever was to keep them (S36, S43)."""

from companion.caseload.holding import Holding
from companion.nudges.records import ContactDate

HOLDINGS = (
    Holding(
        ContactDate.citizen_id,
        ContactDate.owner_id,
        still=lambda: ContactDate.kept_at.is_(None),
        circle=ContactDate.visible_to,
    ),
)
