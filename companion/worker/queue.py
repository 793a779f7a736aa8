"""Which engine carries the jobs: the database's own by default, Redis or PostgreSQL if JOBS_URL says so.

A job only wakes; losing one costs at most a minute: the truth is in the tables, and the sweep reads them.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from companion.foundation.config import Config, WrongSetting

NAME = "companion"
CACHE_MB = 1  # the queue holds a handful of rows
SQLITE = "sqlite:///"
PASSES_AT_ONCE = 2  # a pass that waits for a slow receiver does not keep a new fact waiting
LONGEST_LOOK = 1.0  # seconds between two looks into an idle queue
LONGEST_STOP = 40.0  # seconds; a call ends within 30 s


def jobs_url(config: Config) -> str:
    """JOBS_URL, or the database's own engine: a file beside a SQLite database, the same PostgreSQL."""
    if config.jobs_url:
        return config.jobs_url
    if not config.database_url.startswith(SQLITE):
        return config.database_url
    database = Path(config.database_url.removeprefix(SQLITE).partition("?")[0])
    return f"{SQLITE}{database.with_name(f'{database.stem}-jobs.db')}"


def open_queue(url: str) -> Any:
    """The huey instance behind this address. Raises WrongSetting with a sentence."""
    import huey  # here, because a web process needs it only when the first fact is told

    from companion.worker.messages import JsonSerializer

    scheme = urlsplit(url).scheme
    plain = {"results": False, "serializer": JsonSerializer()}
    try:
        if scheme == "sqlite":
            file = url.removeprefix(SQLITE)
            return huey.SqliteHuey(NAME, filename=file, fsync=False, cache_mb=CACHE_MB, **plain)
        if scheme in ("postgresql", "postgresql+psycopg"):
            return huey.PostgresHuey(NAME, dsn=url.replace("+psycopg", "", 1), **plain)
        if scheme in ("redis", "rediss"):
            return huey.RedisHuey(NAME, url=url, **plain)
    except huey.exceptions.ConfigurationError as missing:
        raise WrongSetting(f"COMPANION_JOBS_URL: {missing}") from None
    raise WrongSetting("COMPANION_JOBS_URL must begin with sqlite:///, postgresql:// or redis://, or be left out.")


def consumer_of(queue: Any) -> Any:
    """What takes jobs from a queue, the same whichever engine carries it; SIGTERM lets a job finish."""
    return queue.create_consumer(
        workers=PASSES_AT_ONCE,
        initial_delay=0.1,
        max_delay=LONGEST_LOOK,
        graceful_signal="TERM",
        shutdown_timeout=LONGEST_STOP,
    )
