"""Serves an application from a child process: Companion as `companion serve` does, the peer by the same server."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.method.installation import Installation

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30.0
OURS = ("-m", "companion", "serve")
# The options of companion.cli.serve: one process, one request at a time.
GRANIAN = ("-m", "granian", "--interface", "wsgi", "--no-ws", "--factory", "--blocking-threads")
ORDINARY = (*GRANIAN, "1")
EIGHT_THREADS = (*GRANIAN, "8")  # our own app, served as many serve a Flask app
OUR_APP = ("companion.cli.served:from_environment",)
ORDINARY_APP = ("bench.ordinary.served:from_environment",)


@contextmanager
def serving(place: Installation, command: Sequence[str], app: Sequence[str] = ()) -> Iterator[int]:
    """The port on which a child answers; it ends with the block."""
    port = _free_port()
    base = {"COMPANION_BASE_URL": f"http://localhost:{port}"}
    child = subprocess.Popen(
        [sys.executable, *command, "--host", "127.0.0.1", "--port", str(port), *app],
        env=os.environ | place.environment | base,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, child)
        yield port
    finally:
        child.terminate()
        child.wait(PATIENCE_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")
