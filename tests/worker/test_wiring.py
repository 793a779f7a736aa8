"""A fact wakes the worker, the worker plans its next wake, and no fault of the queue reaches a citizen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from companion.foundation import journal
from companion.foundation.database import new_id, transaction
from companion.foundation.runtime import Runtime, bound
from companion.worker import wiring
from companion.worker.queue import jobs_url
from companion.worker.wiring import Jobs
from tests.clock import FrozenClock
from tests.sync.receiving import held, receiving
from tests.sync.sharing import sharing


@pytest.fixture
def woken(runtime: Runtime, tmp_path: Path) -> Iterator[Runtime]:
    """A runtime that wakes a worker, with the jobs in a file."""
    settings = runtime.config.model_copy(update={"jobs_url": f"sqlite:///{tmp_path / 'jobs.db'}"})
    with bound(replace(runtime, config=settings, committed=wiring.wake)) as made:
        yield made


def waiting_jobs(woken: Runtime) -> int:
    return int(wiring.jobs(jobs_url(woken.config)).queue.storage.queue_size())


def run_next(jobs: Jobs) -> None:
    jobs.queue.execute(jobs.queue.dequeue())


def test_a_fact_wakes_once_after_the_commit(woken: Runtime) -> None:
    with transaction():
        for _ in range(3):
            journal.tell(kind="test", citizen=new_id(), subject=new_id())
        assert waiting_jobs(woken) == 0
    assert waiting_jobs(woken) == 1


def test_what_is_undone_wakes_nobody(woken: Runtime) -> None:
    with pytest.raises(ZeroDivisionError):
        tell_and_fail()
    assert waiting_jobs(woken) == 0


def test_a_broken_queue_breaks_nothing_else(woken: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_url: str) -> Jobs:
        raise OSError("disk full")

    monkeypatch.setattr(wiring, "jobs", broken)
    journal.tell(kind="test", citizen=new_id(), subject=new_id())
    with transaction():
        assert len(journal.undispatched(10)) == 1


def test_a_wake_delivers_and_plans_the_next(woken: Runtime, clock: FrozenClock, tmp_path: Path) -> None:
    jobs = wiring.jobs(jobs_url(woken.config))
    jobs.serve(woken, stopped=lambda: False)
    with receiving(tmp_path / "received.db", clock) as receiver:
        sharing(address=receiver.address).release()
        clock.move(timedelta(minutes=59, seconds=30))
        run_next(jobs)
        assert held(receiver) == {}
        planned = jobs.queue.dequeue()
        clock.move(timedelta(seconds=30))
        assert planned.eta == naive(clock.now())
        jobs.queue.execute(planned, naive(clock.now()))
        assert held(receiver) == {"Observation": 1, "Consent": 1, "Provenance": 1}


def test_a_far_moment_is_left_to_the_sweep(woken: Runtime, clock: FrozenClock) -> None:
    jobs = wiring.jobs(jobs_url(woken.config))
    jobs.serve(woken, stopped=lambda: False)
    sharing().release()
    run_next(jobs)
    assert jobs.queue.dequeue() is None


def test_the_sweep_runs_every_minute(woken: Runtime) -> None:
    jobs = wiring.jobs(jobs_url(woken.config))
    names = [task.name for task in jobs.queue.read_periodic(datetime(2026, 11, 22, 9, 7))]  # noqa: DTZ001 - huey's way
    assert names == ["sweep"]


def tell_and_fail() -> None:
    with transaction():
        journal.tell(kind="test", citizen=new_id(), subject=new_id())
        raise ZeroDivisionError


def naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
