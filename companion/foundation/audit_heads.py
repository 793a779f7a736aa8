"""The heads of the audit chain outside the database: without them, somebody could cut off the tail of both.

One file grows by a line each Danish day, to be shipped elsewhere; a second one beside it holds the newest head and is
replaced with every seal. Both are JSON, readable by their owner alone.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from companion.foundation import clock, runtime
from companion.foundation.audit_chain import Anchor
from companion.foundation.key_file import sync_folder
from companion.foundation.logs import FACTS

_log = logging.getLogger("companion.audit")


class HeadsDamaged(Exception):
    """A line of a heads file is not one that we wrote; the message names the file."""


def daily_file() -> Path:
    """The file with one head a day (setting AUDIT_HEADS_FILE)."""
    return runtime.current().config.heads_file


def newest_file() -> Path:
    """The file with the newest head alone."""
    return daily_file().with_name(f"{daily_file().name}.newest")


def of_days() -> list[Anchor]:
    """The heads that were put down, one a day. Raises HeadsDamaged, OSError."""
    return [anchor for anchor, _ in _lines(daily_file())]


def newest() -> Anchor | None:
    """The head that was put down last. Raises HeadsDamaged, OSError."""
    return next((anchor for anchor, _ in _lines(newest_file())), None)


def put_down(anchor: Anchor) -> None:
    """Keep this head as the newest one, and as the one of the day if the day has none. Raises OSError, HeadsDamaged."""
    now = clock.now()
    with _alone():
        held = newest()
        if held is not None and held.number >= anchor.number:
            return
        _replace(newest_file(), _line(anchor, now))
        if clock.danish(now).date() not in {clock.danish(at).date() for _, at in _lines(daily_file())[-1:]}:
            _append(daily_file(), _line(anchor, now))
            _log.info("audit head of the day", extra={FACTS: {"number": anchor.number, "head": anchor.head}})


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time; the lock goes with the process."""
    descriptor = os.open(newest_file().with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _lines(file: Path) -> list[tuple[Anchor, datetime]]:
    try:
        written = file.read_text(encoding="utf-8").splitlines()
        return [_read(line) for line in written]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError, AttributeError):
        raise HeadsDamaged(f"{file} has a line that Companion did not write.") from None


def _read(line: str) -> tuple[Anchor, datetime]:
    said = json.loads(line)
    return Anchor(int(said["number"]), str(said["head"])), datetime.fromisoformat(said["at"])


def _line(anchor: Anchor, now: datetime) -> str:
    return json.dumps({"at": now.astimezone(UTC).isoformat(), **anchor._asdict()}) + "\n"


def _append(file: Path, line: str) -> None:
    with _owners_alone(file, os.O_APPEND) as descriptor:
        os.write(descriptor, line.encode())
    sync_folder(file.parent)


def _replace(file: Path, line: str) -> None:
    fresh = file.with_suffix(".fresh")
    with _owners_alone(fresh, os.O_TRUNC) as descriptor:
        os.write(descriptor, line.encode())
    fresh.replace(file)
    sync_folder(file.parent)


@contextmanager
def _owners_alone(file: Path, how: int) -> Iterator[int]:
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | how, 0o600)
    try:
        yield descriptor
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
