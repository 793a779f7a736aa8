"""The jobs and who starts them: a fact wakes the worker, a planned wake comes when something is due."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any

from companion.foundation import clock, runtime
from companion.foundation.runtime import Runtime
from companion.nudges import service as nudges
from companion.nudges.gateway import Phones, RealPhones
from companion.sync import service as sync
from companion.sync.gateway import Gateway
from companion.worker import sweep
from companion.worker.queue import jobs_url, open_queue

SWEEP_EVERY = timedelta(minutes=1)  # whatever was lost, a minute later it is found
SHORTEST_NAP = timedelta(seconds=1)  # what another pass holds is not looked for in a circle

_log = logging.getLogger("companion.worker")


class Jobs:
    """The queue of one installation with its two jobs; the web side only wakes, the worker side runs them."""

    def __init__(self, url: str) -> None:
        from huey import crontab

        self.queue = open_queue(url)
        self._runtime: Runtime | None = None
        self._gateway: Gateway | None = None
        self._phones: Phones = RealPhones()
        self._stopped: Callable[[], bool] = lambda: False
        self._planned: datetime | None = None
        self._planning = Lock()
        self._wake = self.queue.task(name="wake")(self.run)
        self.queue.periodic_task(crontab(minute="*"), name="sweep")(self.run)

    def wake(self) -> None:
        """Ask the worker to look now."""
        self._wake()

    def serve(self, bound_to: Runtime, stopped: Callable[[], bool]) -> None:
        """From now on this process runs the jobs, for this runtime, until `stopped`."""
        self._runtime, self._stopped = bound_to, stopped
        with runtime.bound(bound_to):
            self._gateway = sync.open_gateway()

    def run(self) -> None:
        """One pass, then plan the next wake if something is due before the next sweep."""
        if self._runtime is None:
            raise RuntimeError("only a worker that serves runs jobs")
        done = sweep.once(self._runtime, gateway=self._gateway, phones=self._phones, stopped=self._stopped)
        if done.facts or done.deliveries or done.messages:
            _log.info("pass: %d facts, %s, %s", done.facts, dict(done.deliveries), dict(done.messages))
        with runtime.bound(self._runtime):
            moments = [moment for moment in (sync.next_moment(), nudges.next_moment()) if moment is not None]
            self._plan(min(moments, default=None), clock.now())

    def _plan(self, due: datetime | None, now: datetime) -> None:
        if due is None or due > now + SWEEP_EVERY:
            return
        with self._planning:
            if self._planned is not None and now < self._planned <= due:
                return
            self._planned = due
        self._wake.schedule(eta=_naive(max(due, now + SHORTEST_NAP)))


@cache
def jobs(url: str) -> Jobs:
    """The jobs behind one address; one connection a process."""
    return Jobs(url)


def wake() -> None:
    """Wake the worker; wired as `Runtime.committed`. It never fails: the sweep finds what it left."""
    try:
        jobs(jobs_url(runtime.current().config)).wake()
    except Exception:  # noqa: BLE001 - the fact is committed; no fault of the queue may turn that into an error
        _log.exception("the worker was not woken; the next sweep finds what waits")


def _naive(moment: datetime) -> Any:
    return moment.astimezone(UTC).replace(tzinfo=None)
