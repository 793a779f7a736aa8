"""A rotation writes the whole new key file or leaves the whole old one."""

import json
import os
import stat
from pathlib import Path

import pytest

from companion.foundation import crypto, key_file
from companion.foundation.crypto import KeysMissing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A fresh key file."""
    path = tmp_path / "keys.json"
    crypto.make_keys(path)
    return path


def test_it_works(file: Path) -> None:
    before = crypto.read_keys(file)
    made = key_file.rotate(file, "fields")
    after = crypto.read_keys(file)
    assert after.newest("fields")[0] == made
    assert {**after.rings, "fields": None} == {**before.rings, "fields": None}
    assert before.rings["fields"].items() < after.rings["fields"].items()


def test_a_stop_before_the_end_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    before = file.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        key_file.rotate(file, "fields")
    assert (file.read_bytes(), [path.name for path in file.parent.iterdir()]) == (before, ["keys.json"])


def test_a_link_to_a_mounted_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(file)
    key_file.rotate(link, "pepper")
    assert link.is_symlink() and len(crypto.read_keys(file).rings["pepper"]) == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_missing_ring_is_added_once(file: Path) -> None:
    rings = json.loads(file.read_text())
    del rings["audit"]
    file.write_text(json.dumps(rings))
    assert crypto.read_keys(file).missing == ["audit"]
    assert (key_file.add_missing(file), key_file.add_missing(file)) == (["audit"], [])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="companion init"):
        key_file.rotate(tmp_path / "keys.json", "fields")
