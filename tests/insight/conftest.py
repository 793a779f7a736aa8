"""Two municipal units and the people who read figures."""

from dataclasses import dataclass

import pytest

from companion.foundation.runtime import Runtime
from tests.people import Somebody, a_unit, staff


@dataclass(frozen=True)
class Office:
    """One reader of each kind."""

    karen: Somebody  # employment
    hanne: Somebody  # health
    ole: Somebody  # administrator


@pytest.fixture
def office(runtime: Runtime) -> Office:
    """An employment unit, a health unit, and somebody in each."""
    job, health = a_unit(), a_unit("health")
    return Office(
        staff("caseworker", job), staff("therapist", health, "Hanne Lund"), staff("administrator", job, "Ole")
    )
