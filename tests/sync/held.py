"""What she shows and takes back, and what a receiver holds after the bodies it got."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from companion.checkins import progress_sharing
from companion.plan import goals
from companion.plan import service as plans
from companion.plan.goals import NewGoal
from companion.sync import service as sync
from companion.sync import told
from tests.sync.facts import World

Bodies = Sequence[dict[str, Any]]


def show(world: World, *indicators: str, under: uuid.UUID | None = None) -> None:
    progress_sharing.show(
        reading_id=world.rating,
        consent_id=under or world.consents[told.INDICATORS],
        indicators=indicators,
        actor=world.selam.actor,
    )


def hide(world: World) -> None:
    progress_sharing.hide(reading_id=world.rating, actor=world.selam.actor)


def send_plan(world: World) -> None:
    plan = plans.for_citizen(world.selam.id)
    assert plan is not None
    sync.send_plan(plan_id=plan.id, actor=world.selam.actor)


def hide_goal(world: World) -> None:
    """Staff say that only health may see it."""
    goal = goals.goal_for_staff(world.goal, world.hanne.actor)
    hidden = NewGoal(goal.title, goal.status, visible_to="health")
    goals.rewrite(goal_id=world.goal, version=goal.version, goal=hidden, actor=world.hanne.actor)


def there(bodies: Bodies, *kinds: str) -> dict[str, dict[str, Any]]:
    """What a receiver holds after these bodies: URN → resource, as it applies each entry."""
    held: dict[str, dict[str, Any]] = {}
    for entry in (entry for body in bodies for entry in body["entry"]):
        is_known = entry["fullUrl"] in held and entry["request"]["method"] == "POST"
        if not is_known and (not kinds or entry["resource"]["resourceType"] in kinds):
            held[entry["fullUrl"]] = entry["resource"]
    return held


def statuses(bodies: Bodies) -> list[tuple[str, str]]:
    """Code and status of each rating, in order."""
    found = [one for body in bodies for one in there([body], "Observation").values()]
    return sorted((one["code"]["coding"][0]["code"], one["status"]) for one in found)


def is_wrong(resource: dict[str, Any]) -> bool:
    return "entered-in-error" in (resource.get("status"), resource.get("lifecycleStatus"))


def values(resources: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What still says something."""
    return [one for one in resources if not is_wrong(one) and one["resourceType"] not in ("Consent", "Provenance")]
