"""A throw-away PostgreSQL for the tests: one cluster a run, one database a worker, empty for each test."""

import fcntl
import os
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "postgres_for_tests.sh"


@pytest.fixture(scope="session")
def postgres_cluster(worker_id: str) -> str:
    """The URL of the running cluster, `postgresql://…/postgres`. It stops by itself when the run ends."""
    run = os.getpid() if worker_id == "master" else os.getppid()  # the process all xdist workers share
    place = Path(tempfile.gettempdir()) / f"companion-pg-{run}"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (place / "url").exists():
            return (place / "url").read_text().strip()
        url = _start(place, run)
        (place / "url").write_text(url)
    return url


@pytest.fixture(scope="session")
def postgres_url(postgres_cluster: str, worker_id: str) -> str:
    """The URL of this worker's own database."""
    return _made(postgres_cluster, f"companion_{worker_id}")


@pytest.fixture
def empty_postgres_url(postgres_cluster: str, worker_id: str) -> str:
    """The URL of another database of this worker's, with nothing in it: the one with tables stays as it is."""
    return _made(postgres_cluster, f"companion_{worker_id}_empty")


def _start(place: Path, run: int) -> str:
    command = [str(SCRIPT), "start", str(place), str(run)]
    started = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    if started.returncode:
        pytest.fail(f"PostgreSQL does not start: {started.stderr}")
    return started.stdout.strip()


def _made(cluster: str, name: str) -> str:
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name}")
    return cluster.replace("/postgres?", f"/{name}?")
