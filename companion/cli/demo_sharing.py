"""What leaves in the demo: one citizen has said yes to telling how far the plan is, and has sent it."""

from companion.cli.demo_town import Town
from companion.consent import service as consent
from companion.consent.purposes import MEETING_ANSWERS, PLAN_STATUS
from companion.plan import service as plans
from companion.sync import service as sync

WHO = "citizen-ips"


def share(town: Town) -> None:
    """A yes to two purposes; the plan is sent with a tap, meetings follow when they are answered."""
    actor = town.actor(WHO)
    for purpose in (PLAN_STATUS, MEETING_ANSWERS):
        consent.give(purpose=purpose, unit=town.employment, language="en", text_version=1, actor=actor)
    plan = plans.for_citizen(town.people[WHO])
    if plan is not None:
        sync.send_plan(plan_id=plan.id, actor=actor)
