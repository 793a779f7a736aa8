"""Which engine carries the jobs, and that a job is JSON."""

from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from huey.registry import Message

from companion.foundation.config import Config, WrongSetting
from companion.worker.messages import JsonSerializer
from companion.worker.queue import jobs_url, open_queue


def config(database: str, jobs: str = "") -> Config:
    return Config(database_url=database, jobs_url=jobs)


def do_nothing() -> None:
    """A job."""


def test_jobs_lie_beside_a_sqlite_database() -> None:
    assert jobs_url(config("sqlite:////srv/companion.db")) == "sqlite:////srv/companion-jobs.db"
    assert jobs_url(config("sqlite:///companion.db")) == "sqlite:///companion-jobs.db"


def test_jobs_lie_in_postgresql_itself() -> None:
    assert jobs_url(config("postgresql://db/companion")).startswith("postgresql")


def test_a_given_address_counts() -> None:
    assert jobs_url(config("sqlite:///companion.db", "redis://jobs/0")) == "redis://jobs/0"


@pytest.mark.parametrize("url", ["amqp://jobs", "companion.db", "mysql://jobs"])
def test_an_unknown_engine_stops_with_a_sentence(url: str) -> None:
    with pytest.raises(WrongSetting, match="COMPANION_JOBS_URL must begin with"):
        open_queue(url)


def test_a_missing_library_stops_with_a_sentence() -> None:
    if find_spec("redis") is None:
        with pytest.raises(WrongSetting, match="redis"):
            open_queue("redis://jobs/0")


def test_a_job_is_json(tmp_path: Path) -> None:
    queue = open_queue(f"sqlite:///{tmp_path / 'jobs.db'}")

    queue.task(name="wake")(do_nothing)()
    (raw,) = queue.storage.enqueued_items()
    assert b'"name": "tests.worker.test_queue.wake"' in bytes(raw)
    assert queue.dequeue().name == "wake"


def test_a_planned_job_keeps_its_moment() -> None:
    serializer = JsonSerializer()
    planned = Message("1", "wake", eta=datetime(2026, 11, 22, 9), args=[], kwargs={})  # noqa: DTZ001 - huey's way
    assert serializer.deserialize(serializer.serialize(planned)) == planned


def test_other_values_survive_too() -> None:
    serializer = JsonSerializer()
    assert serializer.deserialize(serializer.serialize({"a": [1, None]})) == {"a": [1, None]}


def test_postgresql_carries_jobs(postgres_url: str) -> None:
    queue = open_queue(postgres_url)

    queue.task(name="wake-postgresql")(do_nothing)()
    assert queue.dequeue().name == "wake-postgresql"
    queue.storage.close()
