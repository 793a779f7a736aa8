"""The worker as a process of its own, on the real clock or on the one the tests stand still at."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from companion.foundation.config import Config
from tests.house import tree

PROGRAM = """
import sys
from companion.foundation import config, crypto
from companion.foundation.clock import SystemClock
from companion.foundation.database import Database
from companion.foundation.runtime import Runtime
from companion.worker.consumer import run
from tests.clock import FrozenClock
settings, clock = config.read(), {"real": SystemClock, "frozen": FrozenClock}[sys.argv[1]]()
run(Runtime(settings, clock, Database(settings.database_url), crypto.read_keys(settings.key_file)))
"""


@contextmanager
def working(settings: Config, clock: str = "real", **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """It works with these settings until it is stopped or killed, at the latest at the end."""
    environment = {
        **os.environ,
        "COMPANION_DATABASE_URL": settings.database_url,
        "COMPANION_JOBS_URL": settings.jobs_url,
        "COMPANION_KEY_FILE": str(settings.key_file),
        **more,
    }
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, clock], env=environment, cwd=tree.ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=10)
