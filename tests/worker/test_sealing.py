"""The worker seals the audit with every pass; killed at any moment it leaves a chain that the next one goes on with."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from companion.foundation import audit, audit_check, audit_seals
from companion.foundation.audit_seals import AuditSeal
from companion.foundation.database import reading, transaction
from companion.foundation.runtime import Runtime
from companion.worker import sweep
from tests.clock import FrozenClock
from tests.house import tree
from tests.sync.sharing import RecordingGateway

A_MINUTE = timedelta(minutes=1)
PROGRAM = """
from datetime import timedelta
from companion.foundation import audit_seals, config, runtime
from tests.clock import FrozenClock
clock = FrozenClock()
clock.move(timedelta(hours=1))
with runtime.bound(runtime.open_runtime(config.read(), clock)):
    audit_seals.AT_ONCE = 2
    audit_seals._WAITING = audit_seals._WAITING.limit(2)
    audit_seals.seal()
"""
LINES, KILLS = 400, 3


def seals() -> int:
    with reading() as db:
        return db.scalar(select(func.count()).select_from(AuditSeal)) or 0


def sealing(ground: Runtime) -> subprocess.Popen[bytes]:
    """A process of its own that seals two lines at a time."""
    environment = {
        **os.environ,
        "COMPANION_DATABASE_URL": ground.config.database_url,
        "COMPANION_KEY_FILE": str(ground.config.key_file),
        "COMPANION_AUDIT_HEADS_FILE": str(ground.config.heads_file),
    }
    return subprocess.Popen([sys.executable, "-c", PROGRAM], env=environment, cwd=tree.ROOT)


def eventually(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true() and time.monotonic() < deadline:
        time.sleep(0.001)


def test_it_works(runtime: Runtime, clock: FrozenClock) -> None:
    audit.write(event="plan.started", citizen=None, actor=audit.WORKER)
    clock.move(A_MINUTE)
    sweep.once(runtime, gateway=RecordingGateway())
    assert (seals(), audit_check.verify()[0]) == (1, [])


def test_a_fault_of_the_seal_does_not_stop_the_rest(
    runtime: Runtime, clock: FrozenClock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit.write(event="plan.started", citizen=None, actor=audit.WORKER)
    clock.move(A_MINUTE)
    monkeypatch.setattr(audit_seals, "_WAITING", None)
    assert sweep.once(runtime, gateway=RecordingGateway()).facts == 0
    assert "the audit was not sealed" in caplog.text


def test_kills_in_the_middle_leave_one_whole_chain(runtime: Runtime, clock: FrozenClock) -> None:
    with transaction():
        for _ in range(LINES):
            audit.write(event="plan.started", citizen=None, actor=audit.WORKER)
    clock.move(A_MINUTE)
    for _ in range(KILLS):
        before = seals()
        two = [sealing(runtime), sealing(runtime)]
        eventually(lambda enough=before + 5: seals() >= enough)  # type: ignore[misc]
        for process in two:
            process.kill()
            process.wait(timeout=10)
        audit_seals.keep_head_outside()  # what the next pass begins with, should the first one have been cut off
        assert before < seals() < LINES and not audit_check.verify()[0]
    audit_seals.seal()
    faults, seen = audit_check.verify()
    assert (faults, seen.lines) == ([], LINES)
