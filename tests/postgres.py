"""A throw-away PostgreSQL for the tests: one cluster a run, one database a worker, empty for each test."""

import fcntl
import os
import subprocess
import tempfile
from collections.abc import Iterator
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
    name = f"companion_{worker_id}"
    with psycopg.connect(postgres_cluster, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name}")
        connection.execute(f"create database {name}")
    return postgres_cluster.replace("/postgres?", f"/{name}?")


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> Iterator[str]:
    """The URL of this worker's database with nothing in it; the next test finds it empty again."""
    _empty(postgres_url)
    yield postgres_url
    _empty(postgres_url)


def _start(place: Path, run: int) -> str:
    command = [str(SCRIPT), "start", str(place), str(run)]
    started = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    if started.returncode:
        pytest.fail(f"PostgreSQL does not start: {started.stderr}")
    return started.stdout.strip()


def _empty(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("drop schema public cascade")
        connection.execute("create schema public")
