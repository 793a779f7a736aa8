"""What was sent before deliveries knew their lines: the step of the database fills in what it can have told."""

import importlib
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations

from companion.checkins import progress_sharing
from companion.foundation.runtime import Runtime
from tests.clock import FrozenClock
from tests.sync.facts import a_world, let_go, sent
from tests.sync.sharing import deliveries

STEP: Any = importlib.import_module("companion.migrations.versions.0036_lines_that_were_sent")


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    world = a_world()
    let_go(world)
    sent(clock)
    before = lines()
    assert len(before) == 3
    with runtime.database.writer.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        STEP.downgrade()
        STEP.upgrade()
    assert lines() == before
    progress_sharing.hide(reading_id=world.rating, actor=world.selam.actor)
    assert str(sent(clock)).count("'entered-in-error'") == 2


def lines() -> list[list[str]]:
    """What each letter told, where that varies."""
    return sorted(sorted(one.lines["told"]) for one in deliveries() if one.lines)
