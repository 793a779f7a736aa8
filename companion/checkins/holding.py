"""The talk that comes with an invitation goes over with the citizens of whoever was to hold it; never told as a gap."""

from companion.caseload.holding import Holding
from companion.checkins.records import Invitation

HOLDINGS = (
    Holding(
        Invitation.citizen_id,
        Invitation.talk_staff_id,
        still=lambda: Invitation.answered_by.is_(None) & Invitation.declined_at.is_(None),
        told_in=(),  # whether somebody was invited, or has answered, shows to nobody (R3)
    ),
)
