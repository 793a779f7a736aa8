"""Runs several commands as one: they start together, and when one ends or is told to stop, all stop cleanly."""

import os
import signal
import subprocess
from collections.abc import Sequence
from types import FrameType

import click

LONGEST_STOP = 15.0  # seconds until a process that does not stop by itself is killed
FRUGAL = {  # glibc, mallopt(3): what was needed only to start goes back to the machine (docs/decisions/0006)
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "MALLOC_TRIM_THRESHOLD_": "65536",
}


class _Stop(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def run_together(commands: Sequence[Sequence[str]]) -> int:
    """Run until the first of them ends or we are stopped. Returns the exit code: 0 after a wished stop."""
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, _raise_stop)
    running: list[subprocess.Popen[bytes]] = []
    try:
        running += [subprocess.Popen(command, env={**FRUGAL, **os.environ}) for command in commands]  # noqa: S603 - our own commands
        return _first_to_end(running)
    except _Stop:
        return 0
    finally:
        _stop(running)


def _first_to_end(running: Sequence[subprocess.Popen[bytes]]) -> int:
    while True:
        for one in running:
            try:
                code = one.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
            click.echo(f"A process of this group has ended ({code}); stopping the rest.", err=True)
            return code or 1


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, signal.SIG_IGN)
    for one in running:
        one.terminate()
    for one in running:
        try:
            one.wait(timeout=LONGEST_STOP)
        except subprocess.TimeoutExpired:
            one.kill()
    click.echo("Stopped.")


def _raise_stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Stop
