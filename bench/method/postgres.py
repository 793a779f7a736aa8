"""A throw-away PostgreSQL for one bench, from Debian's package; nothing in it waits for a disk."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "postgres_for_tests.sh"


@contextmanager
def throw_away_postgres() -> Iterator[str | None]:
    """Its URL; None, with the reason printed, where PostgreSQL is not installed or does not start."""
    place = str(Path(tempfile.gettempdir()) / f"companion-bench-{os.getpid()}")
    command = [str(SCRIPT), "start", place, str(os.getpid())]
    started = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    if started.returncode:
        click.echo(f"\nPostgreSQL is not measured: {started.stderr.strip()}")
        yield None
        return
    try:
        yield started.stdout.strip().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        subprocess.run([str(SCRIPT), "stop", place], timeout=60, check=False)
