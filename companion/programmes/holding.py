"""Running programmes go over with the citizens of whoever runs them (S43)."""

from companion.accounts.circles import HEALTH
from companion.caseload.holding import Holding
from companion.programmes.records import Enrolment

HOLDINGS = (
    Holding(
        Enrolment.citizen_id,
        Enrolment.staff_id,
        still=lambda: Enrolment.ended_on.is_(None),
        told_in=(HEALTH,),  # what a programme is about may be hidden; its meetings and cards tell by their own circle
    ),
)
