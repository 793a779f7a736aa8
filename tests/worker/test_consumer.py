"""The worker as a process of its own: it delivers, it finishes what is under way, and it starts small."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.foundation.clock import SystemClock
from companion.foundation.runtime import Runtime, bound
from companion.worker import wiring
from tests.sync.receiving import held, receiving
from tests.sync.sharing import only_delivery, sharing
from tests.worker.worker_process import working

ONE_OF_EACH = {"Observation": 1, "Consent": 1, "Provenance": 1}


@pytest.fixture
def running(runtime: Runtime, tmp_path: Path) -> Iterator[Runtime]:
    """A runtime whose readings leave at once, on the real clock, that wakes the worker."""
    jobs = f"sqlite:///{tmp_path / 'jobs.db'}"
    settings = runtime.config.model_copy(update={"release_delay_seconds": 0, "jobs_url": jobs})
    with bound(Runtime(settings, SystemClock(), runtime.database, runtime.keys, wiring.wake)) as made:
        yield made


@pytest.fixture
def worker(running: Runtime) -> Iterator[subprocess.Popen[bytes]]:
    """The worker in its own process."""
    with working(running.config, COMPANION_SYNC_ALLOW_PRIVATE="true") as process:
        yield process


def eventually(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)  # another process works meanwhile


def test_it_works(running: Runtime, worker: subprocess.Popen[bytes], tmp_path: Path) -> None:
    with receiving(tmp_path / "received.db", SystemClock()) as receiver:
        sharing(address=receiver.address).release()
        eventually(lambda: held(receiver) == ONE_OF_EACH)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0


def test_sigterm_lets_the_letter_under_way_finish(
    running: Runtime, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    with receiving(tmp_path / "received.db", SystemClock(), "never") as receiver:
        sharing(address=receiver.address).release()
        eventually(lambda: bool(_claimed()))
        worker.send_signal(signal.SIGTERM)
        receiver.closing.set()  # only now does the receiver hang up
        assert worker.wait(timeout=40) == 0
    ended = only_delivery()
    assert (ended.claim_id, ended.reason) == (None, "not-http")


def test_killed_it_loses_nothing(running: Runtime, worker: subprocess.Popen[bytes], tmp_path: Path) -> None:
    with receiving(tmp_path / "received.db", SystemClock(), "never") as receiver:
        sharing(address=receiver.address).release()
        eventually(lambda: bool(_claimed()))
        worker.kill()
        worker.wait(timeout=10)
    left = only_delivery()
    assert (left.ended_at, left.attempts) == (None, 1)


def test_it_starts_small() -> None:
    heavy = ("fhir", "pydantic.v1", "flask")
    program = f"import companion.worker.consumer, sys; print([n for n in {heavy!r} if n in sys.modules])"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.strip() == "[]"


def _claimed() -> list[object]:
    from tests.sync.sharing import deliveries

    return [one for one in deliveries() if one.claim_id is not None]
