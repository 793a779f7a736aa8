"""What the worker looks for runs on stored, partial indexes, on both databases, however many messages have ended."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select, insert

from companion.foundation.database import new_id, transaction
from companion.foundation.runtime import Runtime
from companion.nudges import claiming
from companion.nudges.records import Message
from tests.people import a_citizen
from tests.query_plan import plan

LOOKS = ("oldest due", "next free", "first taken")
USED = {"oldest due": "ix_message_due", "next free": "ix_message_due", "first taken": "ix_message_under_way"}


@pytest.mark.parametrize("look", LOOKS)
def test_each_look_runs_on_its_index(runtime: Runtime, look: str) -> None:
    _fill(runtime)
    told = plan(runtime, _query(runtime, look), "message")
    assert USED[look] in told, told
    assert (
        "TEMP B-TREE" not in told and "Seq Scan" not in told and "Sort" not in told.replace("Incremental Sort", "")
    ), told


def _query(runtime: Runtime, look: str) -> Select[Any]:
    oldest: Select[Any] = claiming._oldest_due(runtime.clock.now())
    return {"oldest due": oldest, "next free": claiming._NEXT_FREE, "first taken": claiming._FIRST_TAKEN}[look]


def _fill(runtime: Runtime) -> None:
    """Mostly ended and not yet due, as an installation is after a while; a few are under way."""
    with transaction() as session:
        session.execute(insert(Message), list(_rows(runtime)))


def _rows(runtime: Runtime) -> Iterator[dict[str, Any]]:
    citizen, now = a_citizen().id, runtime.clock.now()
    usual = {"citizen_id": citizen, "kind": "nudge", "topic": "question", "visible_to": "all", "made_at": now}
    for number in range(3000):
        due = now + timedelta(minutes=number - 30)
        taken = (
            {"claim_id": new_id(), "claimed_at": now} if number % 500 == 0 else {"claim_id": None, "claimed_at": None}
        )
        ended = None if number % 50 == 0 else now
        yield {**usual, **taken, "id": new_id(), "planned_for": due, "next_due": due, "ended_at": ended}
