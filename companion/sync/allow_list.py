"""The allow-list: which fact may go to which kind of unit under which purpose, and what is taken for it.

What has no line here does not leave, by any door: FHIR, CloudEvents, the pull door, the page and its CSV all build
their bodies from what these lines give.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from companion.accounts.rules import EMPLOYMENT_UNIT, HEALTH_UNIT
from companion.consent import purposes
from companion.sync import building, building_concern, told
from companion.sync.building import Subject
from companion.sync.told import Told


@dataclass(frozen=True)
class Allowed:
    """One line: a kind of fact, the purpose she said yes to, the kind of unit, and what takes its values."""

    kind: str
    purpose: str
    unit_kind: str
    build: Callable[[Subject], Told]


ALLOWED = {
    line.kind: line
    for line in (
        Allowed(told.WHO5, purposes.WHO5_INDEX, EMPLOYMENT_UNIT, building.index),
        Allowed(told.INDICATORS, purposes.PROGRESS_DIALOGUE, EMPLOYMENT_UNIT, building.indicators),
        Allowed(told.PLAN, purposes.PLAN_STATUS, EMPLOYMENT_UNIT, building.plan),
        Allowed(told.MEETING, purposes.MEETING_ANSWERS, EMPLOYMENT_UNIT, building.meeting),
        Allowed(told.ANSWERS, purposes.CHECK_IN_ANSWERS, HEALTH_UNIT, building.answers),
        Allowed(told.CONCERN, purposes.HEALTH_COORDINATOR, HEALTH_UNIT, building_concern.concern),
    )
}
PURPOSES = frozenset(line.purpose for line in ALLOWED.values())  # what a receiver can be added for


def purposes_for(unit_kind: str) -> frozenset[str]:
    """What a unit of this kind can be told at all."""
    return frozenset(line.purpose for line in ALLOWED.values() if line.unit_kind == unit_kind)


def purpose_of(kind: str) -> str:
    """The purpose a kind of fact travels under. Raises KeyError for what is not on the list."""
    return ALLOWED[kind].purpose


def values_of(kind: str, subject: uuid.UUID, *, citizen: uuid.UUID, unit: uuid.UUID) -> Told:
    """What is told of one thing to one unit, from what is true now.

    Raises NotFound, or its kin NoLonger, when it is not to be told any more; NotNow while she contests it.
    """
    return ALLOWED[kind].build((subject, citizen, unit))
