"""The three programs of an installation, each an OS process in a group of its own, killed with -9 and started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import httpx2

from companion.foundation.clock import SystemClock
from tests.chaos.installation import Installation
from tests.chaos.waiting import until

UP_WITHIN = 60.0  # seconds; generous, because a busy machine starts Python slowly
LOOK_FOR = 2.0  # seconds one look at a door may take
WEB, WORKER, RECEIVER = "web", "worker", "receiver"
NAMES = (WEB, WORKER, RECEIVER)


class Program:
    """One program; `kill` is SIGKILL to its whole group, so that the children of a server go with it."""

    def __init__(self, name: str, arguments: list[str], place: Installation, door: str | None) -> None:
        self.name = name
        self.kills = 0
        self.started_at: datetime
        self._command = [sys.executable, "-m", "companion", *arguments]
        self._environment = place.environment
        self._log = place.folder / f"{name}.log"
        self._door = door
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it is up a little later."""
        self.started_at = SystemClock().now()
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )

    def until_up(self) -> None:
        """Wait until its door answers; a program without a door is up when it lives."""
        until(f"the {self.name} to be up", self._answers, within=UP_WITHIN)

    def kill(self) -> None:
        """-9, in mid-work. Fails if it had already ended by itself."""
        assert self._running is not None and self._running.poll() is None, self._ended_by_itself()
        os.killpg(self._running.pid, signal.SIGKILL)
        assert self._running.wait(timeout=10) == -signal.SIGKILL
        self.kills += 1

    def stop(self) -> int:
        """SIGTERM, and -9 for what does not follow; the exit code."""
        if self._running is None:
            return 0
        self._running.terminate()
        try:
            return self._running.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(self._running.pid, signal.SIGKILL)
            return self._running.wait()

    def _answers(self) -> bool:
        assert self._running is not None and self._running.poll() is None, self._ended_by_itself()
        if self._door is None:
            return True
        try:
            return httpx2.get(self._door, timeout=LOOK_FOR, trust_env=False).status_code == 200
        except httpx2.HTTPError:
            return False

    def _ended_by_itself(self) -> str:
        said = self._log.read_text(errors="replace")[-3000:] if self._log.exists() else ""
        return f"the {self.name} had ended by itself:\n{said}"


@dataclass(frozen=True)
class Programs:
    """Web, worker and receiver of one installation."""

    web: Program
    worker: Program
    receiver: Program

    def named(self, name: str) -> Program:
        """One of the three."""
        return {WEB: self.web, WORKER: self.worker, RECEIVER: self.receiver}[name]

    def each(self, act: Callable[[Program], object]) -> None:
        """Do the same with all three."""
        for name in NAMES:
            act(self.named(name))


def web_of(place: Installation) -> Program:
    """The web server alone."""
    serving = ["serve", "--host", "127.0.0.1", "--port", str(place.web_port)]
    return Program(WEB, serving, place, f"{place.web}/healthz")


@contextmanager
def running(place: Installation) -> Iterator[Programs]:
    """All three up, as `companion demo` starts them; stopped at the end."""
    receiving = ["sync", "receiver", "--port", str(place.receiver_port), "--store", str(place.folder / "received.db")]
    made = Programs(
        web_of(place),
        Program(WORKER, ["worker"], place, None),
        Program(RECEIVER, receiving, place, f"{place.receiver}/received"),
    )
    try:
        made.each(Program.start)
        made.each(Program.until_up)
        yield made
    finally:
        made.each(Program.stop)
