"""The folder a unit takes its files from: one worker at a time, and each file whole, under a name of its own, once.

The files of a night are `facts-DAY-001.csv`, `-002` and so on: by name they are in order. When the night began and how
many files it has stands in a hidden file beside them, because the unit takes the others away as they come.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from companion.foundation import clock
from companion.sync.claiming import CLAIM_EXPIRES


@dataclass
class Night:
    """One night in one folder; `until`: what is due by then belongs to it, what comes later to the next one."""

    folder: Path
    day: date
    until: datetime
    files: int

    def write(self, text: str) -> None:
        """The next file, under a name that nobody reads; on the disk when this returns."""
        with _part(self.folder, self.day).open("w", encoding="utf-8") as part:
            part.write(text)
            part.flush()
            os.fsync(part.fileno())

    def keep(self) -> None:
        """What was written has its name from now on, and is never written again."""
        while True:
            self.files += 1
            with contextlib.suppress(FileExistsError):  # one that was kept, and its worker killed before it was counted
                os.link(_part(self.folder, self.day), self.folder / f"facts-{self.day}-{self.files:03}.csv")
                break
        _note(self)


@contextlib.contextmanager
def alone(folder: Path, day: date) -> Iterator[Night | None]:
    """The night, for one worker until it leaves; None while another one is in. What a kill left is taken away."""
    part = _part(folder, day)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        with contextlib.suppress(FileNotFoundError):
            if clock.now().timestamp() - part.stat().st_mtime > CLAIM_EXPIRES.total_seconds():
                part.unlink()
        yield None
        return
    try:
        yield _night(folder, day)
    finally:
        part.unlink(missing_ok=True)


def newest(folder: Path) -> list[Path]:
    """The files of the newest night that still stand, in order."""
    standing = sorted(folder.glob("facts-*.csv"))
    return [one for one in standing if one.name.startswith(standing[-1].name[: len("facts-2026-11-22")])]


def _night(folder: Path, day: date) -> Night:
    known = _known(folder, day)
    if known.exists():
        until, files = known.read_text(encoding="utf-8").split()
        return Night(folder, day, datetime.fromisoformat(until), int(files))
    for old in folder.glob(".facts-*.night"):
        old.unlink(missing_ok=True)
    begun = Night(folder, day, clock.now(), 0)
    _note(begun)
    return begun


def _note(night: Night) -> None:
    known = _known(night.folder, night.day)
    whole = known.with_suffix(".new")
    whole.write_text(f"{night.until.isoformat()} {night.files}", encoding="utf-8")
    whole.replace(known)


def _part(folder: Path, day: date) -> Path:
    return folder / f".facts-{day}.part"


def _known(folder: Path, day: date) -> Path:
    return folder / f".facts-{day}.night"
