"""How long the worker looks for the next due message: stored and indexed, from a thousand people to a million."""

import gc
import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from sqlalchemy import Connection, text

from bench.method.postgres import throw_away_postgres
from bench.method.table import print_table
from companion.foundation.database import Database
from companion.migrations.metadata import METADATA
from companion.nudges import claiming

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
AIM = 2.0  # times, from the fewest people to the most
BATCH = 50_000
LOOKS, ROUNDS = 40, 9


@click.command()
@click.option("--most", default=1_000_000, show_default=True, help="People in the largest table, ten times more each.")
def main(most: int) -> None:
    """Measure the query that finds the next due message; one message a person, one in a thousand is due.

    On SQLite, and on a throw-away PostgreSQL where Debian's package is installed.

    Example: python -m bench.due --most 1000000
    """
    sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size <= most]
    with tempfile.TemporaryDirectory() as folder:
        _measure(f"sqlite:///{Path(folder) / 'due.db'}", "SQLite", sizes)
    with throw_away_postgres() as url:
        if url is not None:
            _measure(url, "PostgreSQL", sizes)


def _measure(url: str, name: str, sizes: list[int]) -> None:
    rows = []
    with _database(url) as database:
        there = 0
        for size in sizes:
            _fill(database, there, size)
            there = size
            rows.append((size, _microseconds(database)))
    first = rows[0][1]
    shown = [(f"{size:,} people", f"{spent:.0f}", f"{spent / first:.2f}") for size, spent in rows]
    grew = rows[-1][1] / first
    note = f"Aim: grows at most {AIM} times; it grew {grew:.2f} times. Nothing is asserted on time."
    print_table(f"The next due message, {name}", ("", "µs a look", "times"), shown, [note])


@contextmanager
def _database(url: str) -> Iterator[Database]:
    database = Database(url)
    METADATA.create_all(database.engine)
    try:
        yield database
    finally:
        METADATA.drop_all(database.engine)
        database.close()


def _fill(database: Database, start: int, end: int) -> None:
    """One person and one message each: most are due some day, some have ended, one in a thousand is due."""
    person = "insert into person (id, name, language, created_at) values (:id, 'Borger', 'da', :now)"
    message = (
        "insert into message (id, citizen_id, kind, topic, visible_to, made_at, planned_for, next_due, ended_at)"
        " values (:id, :id, 'nudge', 'question', 'all', :now, :due, :due, :ended)"
    )
    for first in range(start, end, BATCH):
        rows = [_row(number, sqlite=database.is_sqlite) for number in range(first, min(first + BATCH, end))]
        with database.writer.begin() as db:
            db.execute(text(person), rows)
            db.execute(text(message), rows)
    with database.writer.begin() as db:
        db.execute(text("analyze"))


def _row(number: int, *, sqlite: bool) -> dict[str, object]:
    key = uuid.UUID(int=number)
    due = NOW - timedelta(minutes=1) if number % 1000 == 0 else NOW + timedelta(seconds=number)
    ended = NOW if number % 3 == 1 else None
    if not sqlite:
        return {"id": key, "now": NOW, "due": due, "ended": ended}
    return {"id": key.hex, "now": _plain(NOW), "due": _plain(due), "ended": _plain(ended) if ended else None}


def _plain(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S.000000")


def _microseconds(database: Database) -> float:
    """The median of some rounds, of the time one look takes."""
    rounds = []
    with database.writer.begin() as db:
        _look(db)
        for _round in range(ROUNDS):
            gc.collect()
            began = time.perf_counter()
            for _ in range(LOOKS):
                _look(db)
            rounds.append((time.perf_counter() - began) / LOOKS * 1e6)
    return statistics.median(rounds)


def _look(db: Connection) -> None:
    """The next due message, and when the one after is due: what a worker that wakes asks."""
    found = db.execute(claiming._oldest_due(NOW)).first()
    db.execute(claiming._NEXT_FREE).first(), db.execute(claiming._FIRST_TAKEN).first()
    if found is None:
        raise click.ClickException("nothing was due")


if __name__ == "__main__":
    main()
