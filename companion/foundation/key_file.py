"""Changing the key file: a new newest key for a ring, or a ring that came with a later version; never half-written."""

import json
import os
import secrets
from pathlib import Path

from companion.foundation.crypto import LATER_RINGS, RINGS, fresh_key, read_keys

ALL_RINGS = (*RINGS, *LATER_RINGS)
Written = dict[str, dict[str, str]]


def add_missing(path: Path) -> list[str]:
    """Add the rings this version knows and the file does not; which they were. Raises KeysMissing."""
    missing = read_keys(path).missing
    if missing:
        _replace(path, {**_written(path), **{ring: fresh_key(ring) for ring in missing}})
    return missing


def rotate(path: Path, ring: str) -> str:
    """Give this ring a new newest key and keep the old ones; the new key's id. Raises KeysMissing."""
    read_keys(path)
    written, fresh = _written(path), fresh_key(ring)
    _replace(path, {**written, ring: {**written.get(ring, {}), **fresh}})
    return next(iter(fresh))


def _written(path: Path) -> Written:
    written: Written = json.loads(path.read_text(encoding="utf-8"))
    return written


def _replace(path: Path, rings: Written) -> None:
    """The whole new file or the whole old one, whenever the machine stops."""
    real = path.resolve()  # a link to a mounted secret stays a link
    fresh = real.with_name(f".{real.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(rings, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(real)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(real.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in this folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
