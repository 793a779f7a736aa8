"""Who reached a citizen with a reason, with name and unit, as her pages show it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from companion.accounts import own_copy as everybody
from companion.caseload import reaching
from companion.caseload.reaching import Reached
from companion.language.text import Text


@dataclass(frozen=True)
class ShownReach:
    """One look with a reason; the name stays when somebody has left."""

    reached: Reached
    name: str
    unit: Text | None


def reached_by(citizen: uuid.UUID, *, only_now: bool = False) -> Sequence[ShownReach]:
    """Every look with a reason, newest first; with `only_now` those whose 24 hours are not over."""
    found = reaching.of(citizen, only_now=only_now)
    if not found:
        return []
    names = everybody.names(one.staff_id for one in found)
    units = everybody.unit_names(one.unit_id for one in found)
    return [ShownReach(one, names.get(one.staff_id, ""), units.get(one.unit_id)) for one in found]
