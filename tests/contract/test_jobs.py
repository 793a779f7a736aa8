"""What every engine that carries jobs keeps: a wake runs, the periodic job runs, and a stop lets a job finish."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.worker.a_worker import PROGRAM, Marks, jobs
from tests.worker.test_consumer import eventually

ENGINES = ("sqlite", "postgresql", "redis")


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of jobs that nobody else uses."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'jobs.db'}"
    return str(request.getfixturevalue("empty_postgres_url" if request.param == "postgresql" else "redis_url"))


@pytest.fixture
def marks(tmp_path: Path) -> Marks:
    """Where the jobs leave their marks."""
    (tmp_path / "marks").mkdir()
    return Marks(tmp_path / "marks")


@pytest.fixture
def queue(url: str, marks: Marks) -> Iterator[tuple[Any, Any]]:
    """The queue as the web side has it, empty, and what wakes."""
    made, wake = jobs(url, marks)
    made.flush()
    yield made, wake
    made.flush()
    made.storage.close()


@pytest.fixture
def worker(url: str, queue: tuple[Any, Any], marks: Marks) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, url, str(marks.folder)])
    yield process
    process.kill()
    process.wait(timeout=10)


def test_it_works(queue: tuple[Any, Any], marks: Marks, worker: subprocess.Popen[bytes]) -> None:
    """One worker's life: it sweeps, it is woken, it is told to stop while it works, and loses nothing."""
    _queue, wake = queue
    eventually(lambda: marks.has("swept"))
    wake("first")
    wake("second")
    eventually(lambda: marks.has("first-began") and marks.has("second-began"))
    wake("third")
    worker.send_signal(signal.SIGTERM)
    marks.mark("may-end")
    assert worker.wait(timeout=40) == 0
    assert marks.has("first-done") and marks.has("second-done")
    assert marks.has("third-done") or _queue.storage.queue_size() == 1
