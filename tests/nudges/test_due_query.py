"""The due query runs on its stored, partial index, on both databases, however many messages have ended."""

from datetime import timedelta

from sqlalchemy import insert, text
from sqlalchemy.dialects import sqlite

from companion.foundation.database import new_id, transaction
from companion.foundation.runtime import Runtime
from companion.nudges import claiming
from companion.nudges.records import Message
from tests.people import a_citizen


def test_the_due_query_runs_on_its_index(runtime: Runtime) -> None:
    _fill(runtime)
    plan = _plan(runtime)
    assert "ix_message_due" in plan, plan
    assert (
        "TEMP B-TREE" not in plan and "Seq Scan" not in plan and "Sort" not in plan.replace("Incremental Sort", "")
    ), plan


def _fill(runtime: Runtime) -> None:
    """Mostly ended and not yet due, as an installation is after a while."""
    citizen, now = a_citizen().id, runtime.clock.now()
    usual = {"citizen_id": citizen, "kind": "nudge", "topic": "question", "visible_to": "all", "made_at": now}
    rows = [
        {**usual, "id": new_id(), "planned_for": due, "next_due": due, "ended_at": None if number % 50 == 0 else now}
        for number in range(3000)
        for due in [now + timedelta(minutes=number - 30)]
    ]
    with transaction() as session:
        session.execute(insert(Message), rows)


def _plan(runtime: Runtime) -> str:
    query = claiming._oldest_due(runtime.clock.now())
    if runtime.database.is_sqlite:
        compiled = query.compile(dialect=sqlite.dialect())
        with runtime.database.reader.connect() as db:
            values = tuple(str(value) for value in compiled.params.values())
            return "\n".join(row[3] for row in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values))
    dialect = runtime.database.engine.dialect
    told = query.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    with runtime.database.writer.begin() as db:
        db.execute(text("analyze message"))
        return "\n".join(row[0] for row in db.exec_driver_sql(f"EXPLAIN {told}"))
