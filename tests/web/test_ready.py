"""`/readyz` says whether this installation can serve and whether its worker keeps up."""

import uuid
from dataclasses import replace
from datetime import timedelta

from flask.testing import FlaskClient

from companion.app import create_app
from companion.foundation import journal
from companion.foundation.database import Database
from companion.foundation.runtime import Runtime
from companion.sync import service as sync
from tests.clock import FrozenClock
from tests.sync.sharing import sharing


def tell() -> None:
    journal.tell(kind="reading.released", citizen=uuid.uuid4(), subject=uuid.uuid4())


def test_it_works(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (
        200,
        {"database": "ok", "oldest_fact_seconds": 0, "oldest_job_seconds": 0},
    )


def test_a_worker_that_keeps_up_is_ready(client: FlaskClient, clock: FrozenClock) -> None:
    tell()
    clock.move(timedelta(minutes=5))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json and answer.json["oldest_fact_seconds"]) == (200, 0)


def test_a_fact_nobody_takes_makes_it_unready(client: FlaskClient, clock: FrozenClock) -> None:
    tell()
    clock.move(timedelta(minutes=5, seconds=1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json and answer.json["oldest_fact_seconds"]) == (503, 301)


def test_a_message_nobody_sends_makes_it_unready(client: FlaskClient, clock: FrozenClock) -> None:
    sharing().release()
    sync.take_facts()
    clock.move(timedelta(hours=1, minutes=6))  # an hour to take it back, and six minutes without a worker
    answer = client.get("/readyz")
    told = answer.json or {}
    assert answer.status_code == 503 and 300 < told["oldest_job_seconds"] <= 360 and not told["oldest_fact_seconds"]


def test_an_unreachable_database_is_told(app: object, runtime: Runtime) -> None:
    gone = replace(runtime, database=Database("sqlite:////nowhere/at/all.db"))
    answer = create_app(runtime.config, ground=gone).test_client().get("/readyz")
    assert (answer.status_code, answer.json and answer.json["database"]) == (503, "unreachable")
