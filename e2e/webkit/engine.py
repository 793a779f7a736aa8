"""Debian's WebKit for one test run: whether it is here, a screen without a monitor, and one driver a browser."""

import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2

from e2e.webkit.driver import AGAIN, PATIENCE, Driver

PYTHON = "/usr/bin/python3"  # Debian's own: WebKit's Python names belong to it, not to our environment
BROWSER = Path(__file__).with_name("browser.py")
NAMES = "import gi; gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2"
QUIET = {"NO_AT_BRIDGE": "1", "GIO_USE_VFS": "local", "GSETTINGS_BACKEND": "memory", "LIBGL_ALWAYS_SOFTWARE": "1"}


def missing() -> str:
    """Why WebKit cannot be driven on this machine, or nothing."""
    for program, package in (("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")):
        if not shutil.which(program):
            return f"WebKit is not tested: no {program} here ({package}); scripts/debian_packages.sh webkit says why"
    if subprocess.run([PYTHON, "-c", NAMES], capture_output=True, check=False).returncode:
        return "WebKit is not tested: python3-gi or gir1.2-webkit2-4.1 is missing; scripts/debian_packages.sh webkit"
    return ""


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """An X server that draws into memory; its display's name."""
    reads, writes = os.pipe()
    program = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1024x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(program, pass_fds=[writes], stderr=subprocess.DEVNULL) as running:
        os.close(writes)
        with os.fdopen(reads) as chosen:
            display = ":" + chosen.readline().strip()
        try:
            yield display
        finally:
            running.terminate()


class Opened:
    """A browser on this profile and the driver it listens to."""

    def __init__(self, display: str, profile: Path) -> None:
        profile.mkdir(exist_ok=True)
        self._pid = profile / "pid"
        self._log = (profile / "console.log").open("ab")
        port = _free_port()
        environment = {**os.environ, **QUIET, "DISPLAY": display, "XDG_RUNTIME_DIR": str(profile)}
        self._program = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"], env=environment, stdout=self._log, stderr=subprocess.DEVNULL
        )
        address = f"http://127.0.0.1:{port}"
        _await(address)
        self.driver = Driver(address, [PYTHON, str(BROWSER), str(profile)])

    def close(self) -> None:
        """The person closes the browser."""
        with _ended(self._processes()):
            self.driver.quit()
        self._stop()

    def kill(self) -> None:
        """The phone's battery is empty: nothing can be tidied up."""
        with _ended(self._processes()) as pids:
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
        self._stop()

    def kill_part(self, name: str) -> None:
        """One of the browser's own processes ends, the browser goes on."""
        with _ended([pid for pid in self._processes() if name in Path(f"/proc/{pid}/cmdline").read_text()]) as pids:
            assert pids, name
            for pid in pids:
                os.kill(pid, signal.SIGKILL)

    def _processes(self) -> list[int]:
        own = int(self._pid.read_text())
        return [own, *map(int, Path(f"/proc/{own}/task/{own}/children").read_text().split())]

    def _stop(self) -> None:
        self._program.terminate()
        self._program.wait()
        self._log.close()


@contextlib.contextmanager
def _ended(pids: list[int]) -> Iterator[list[int]]:
    """Whatever happens inside, it is over when these processes have ended."""
    watched = {os.pidfd_open(pid): pid for pid in pids}
    yield pids
    for watch, pid in watched.items():
        assert select.select([watch], [], [], PATIENCE)[0], f"process {pid} goes on"
        os.close(watch)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _await(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(httpx2.TransportError):
            httpx2.get(f"{address}/status", trust_env=False)
            return
        assert time.monotonic() < end, "WebKitWebDriver did not start"
        time.sleep(AGAIN)
