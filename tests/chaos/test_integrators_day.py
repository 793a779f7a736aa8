"""A new integrator types what docs/integrating.md says, from a clone to a verified delivery and a measure: timed."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom

import httpx2
import pytest

from tests.chaos.waiting import until

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "integrating.md").read_text(encoding="utf-8")
A_CLONE, THIS_TREE = "from a clone", "in this tree"
UP_WITHIN, DONE_WITHIN = 900.0, 120.0  # seconds; a clone fetches its libraries first
DELIVERY = "genuine: CarePlan"  # what the endpoint of the document says of it
PORTS = range(32_000, 32_700, 3)  # the demo, its reference receiver, the integrator's own endpoint


pytestmark = pytest.mark.chaos


@pytest.fixture(params=[THIS_TREE, A_CLONE])
def begin(request: pytest.FixtureRequest) -> str:
    """The program that `make run` starts, or everything from the first command on."""
    if "chaos" not in request.config.option.markexpr:
        pytest.skip("make chaos; in make test tests/sync/test_walk_through.py runs the Python of the document")
    return str(request.param)


def block(language: str, containing: str) -> str:
    """The one block of the document with these words."""
    found = re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)
    (one,) = (block for block in found if containing in block)
    return str(one)


class Shell:
    """One terminal: block after block is typed into it as it stands, but for the ports."""

    def __init__(self, folder: Path, port: int) -> None:
        self._ports = {"9000": str(port + 2), "8001": str(port + 1)}
        self._said = folder / "said"
        with self._said.open("wb") as said:
            self._bash = subprocess.Popen(
                ["bash", "-e"], cwd=folder, stdin=subprocess.PIPE, stdout=said, stderr=said, start_new_session=True
            )

    def types(self, containing: str) -> str:
        """One block; what it wrote. Fails as soon as a line of it does."""
        text, before = block("sh", containing), len(self.said())
        for known, here in self._ports.items():
            text = text.replace(known, here)
        assert self._bash.stdin is not None
        self._bash.stdin.write(f"{text}\necho; echo typed\n".encode())
        self._bash.stdin.flush()
        until(containing, lambda: self._is_done(before), within=DONE_WITHIN)
        return self.said()[before:].removesuffix("\ntyped\n")

    def said(self) -> str:
        """Everything that stands in it."""
        return self._said.read_text(encoding="utf-8")

    def close(self) -> None:
        """With whatever still runs in it."""
        os.killpg(self._bash.pid, signal.SIGKILL)
        self._bash.wait()

    def _is_done(self, before: int) -> bool:
        assert self._bash.poll() is None, self.said()
        return self.said().find("\ntyped\n", before) >= 0


@contextmanager
def demo(begin: str, folder: Path, port: int) -> Iterator[None]:
    """`make run` in the first terminal, until it answers."""
    command = [sys.executable, "-m", "companion", "demo", "--port", str(port)]
    if begin == A_CLONE:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
        command = ["make", "run", f"PORT={port}"]
    clean = {name: text for name, text in os.environ.items() if not name.startswith(("COMPANION_", "MAKE"))}
    with (folder.parent / "first-terminal").open("wb") as said:
        running = subprocess.Popen(
            command, cwd=folder, env=clean, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
    try:
        until("the demo", lambda: _answers(running, port), within=UP_WITHIN, every=0.2)
        yield
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=30)


def _answers(running: subprocess.Popen[bytes], port: int) -> bool:
    assert running.poll() is None, "the demo has ended"
    try:
        return httpx2.get(f"http://127.0.0.1:{port}/readyz", timeout=2, trust_env=False).status_code == 200
    except httpx2.HTTPError:
        return False


def test_the_document_leads_to_a_delivery_and_a_measure(begin: str, tmp_path: Path) -> None:
    port, folder = SystemRandom().choice(PORTS), tmp_path / "companion"
    folder.mkdir()
    print(f"\na new integrator, {begin}")
    tell = Told()
    with demo(begin, folder, port):
        tell("the demo answers")
        (folder / "endpoint.py").write_text(block("python", "def is_genuine("), encoding="utf-8")
        shell = Shell(folder, port)
        try:
            goes_through(shell, folder, tell)
        finally:
            print(shell.said())
            shell.close()


class Told:
    """Prints each step with the seconds since the first."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self, step: str) -> None:
        print(f"{time.monotonic() - self._began:5.0f} s  {step}")


def goes_through(shell: Shell, folder: Path, tell: Told) -> None:
    """Block after block, out, in, and fetching."""
    checked = shell.types("companion sync check")
    assert "letters are due again" in checked and "not fine" not in checked
    until("the first delivery", lambda: DELIVERY in shell.said(), within=DONE_WITHIN)
    tell("the first verified delivery")
    shell.types("clients add")
    assert shell.types("$BASE/measures/m-1").count("201 Created") == 1
    tell("the first measure, by curl")
    shell.types("facts/ack")
    pulled = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    assert {one["body"]["resourceType"] for one in pulled["facts"]} == {"Bundle"}
    tell(f"{len(pulled['facts'])} facts fetched and acknowledged")
