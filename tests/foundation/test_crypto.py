"""A sealed value opens where it was sealed and nowhere else; keys are made once and never overwritten."""

import json
import stat
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.foundation import crypto
from companion.foundation import runtime as runtimes
from companion.foundation.crypto import KeyRings, KeysMissing, NotOurs
from companion.foundation.runtime import Runtime

ROW = uuid.uuid4()
HERE: dict[str, Any] = {"table": "reading", "row": ROW, "field": "answers"}


def test_it_works(runtime: Runtime) -> None:
    sealed = crypto.seal([5, 4, 3, 2, 1], **HERE)
    assert crypto.unseal(sealed, **HERE) == [5, 4, 3, 2, 1]


def test_what_is_sealed_cannot_be_read(runtime: Runtime) -> None:
    assert b"canary" not in crypto.seal("canary", **HERE)


def test_the_same_value_twice_looks_different(runtime: Runtime) -> None:
    assert crypto.seal([0], **HERE) != crypto.seal([0], **HERE)


@pytest.mark.parametrize("moved", [{"table": "other"}, {"row": uuid.uuid4()}, {"field": "other"}])
def test_a_moved_value_is_refused(runtime: Runtime, moved: dict[str, Any]) -> None:
    sealed = crypto.seal([5], **HERE)
    with pytest.raises(NotOurs):
        crypto.unseal(sealed, **{**HERE, **moved})


@pytest.mark.parametrize("at", [0, 4, 16, -1])
def test_a_changed_byte_is_refused(runtime: Runtime, at: int) -> None:
    sealed = bytearray(crypto.seal([5, 4, 3, 2, 1], **HERE))
    sealed[at] ^= 1
    with pytest.raises(NotOurs):
        crypto.unseal(bytes(sealed), **HERE)


@given(kept=st.integers(0, 35))
def test_a_value_cut_short_is_refused(rings: KeyRings, kept: int) -> None:
    with runtimes.bound(_ground(rings)):
        sealed = crypto.seal([5, 4, 3, 2, 1], **HERE)
        with pytest.raises(NotOurs):
            crypto.unseal(sealed[:kept], **HERE)


def test_an_old_key_still_opens_and_the_newest_seals(runtime: Runtime, rings: KeyRings) -> None:
    old = crypto.seal("before", **HERE)
    younger = KeyRings({**rings.rings, "fields": {**rings.rings["fields"], "0a0b0c0d": b"k" * 32}})
    with runtimes.bound(replace(runtime, keys=younger)):
        new = crypto.seal("after", **HERE)
        assert (crypto.unseal(old, **HERE), crypto.unseal(new, **HERE)) == ("before", "after")
        assert new[:4].hex() == "0a0b0c0d"
    with pytest.raises(NotOurs):
        crypto.unseal(new, **HERE)


def test_a_keyed_hash_needs_the_key_and_its_purpose(runtime: Runtime, rings: KeyRings) -> None:
    here = crypto.keyed_hash("sign-in", "token")
    assert here == crypto.keyed_hash("sign-in", "token") != crypto.keyed_hash("check-in", "token")
    other = KeyRings({**rings.rings, "pepper": {"aaaaaaaa": b"p" * 32}})
    with runtimes.bound(replace(runtime, keys=other)):
        assert crypto.keyed_hash("sign-in", "token") != here


def test_an_older_pepper_still_finds_and_the_first_one_lasts(runtime: Runtime, rings: KeyRings) -> None:
    here = crypto.keyed_hash("sign-in", "token")
    younger = KeyRings({**rings.rings, "pepper": {**rings.rings["pepper"], "0a0b0c0d": b"p" * 32}})
    with runtimes.bound(replace(runtime, keys=younger)):
        newest, older = crypto.keyed_hashes("sign-in", "token")
        assert (older, crypto.lasting_hash("sign-in", "token")) == (here, here)
        assert newest == crypto.keyed_hash("sign-in", "token") != here


def test_the_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    crypto.make_keys(tmp_path / "keys.json")
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert set(crypto.read_keys(tmp_path / "keys.json").rings) == {
        "fields",
        "intake",
        "session",
        "pepper",
        "audit",
        "vapid",
    }


def test_keys_are_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    crypto.make_keys(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        crypto.make_keys(path)
    assert path.read_bytes() == before


def test_two_installations_share_no_key(tmp_path: Path) -> None:
    for name in ("one", "two"):
        crypto.make_keys(tmp_path / name)
    one, two = (crypto.read_keys(tmp_path / name).rings for name in ("one", "two"))
    assert not {*_secrets(one)} & {*_secrets(two)}


def test_missing_keys_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="companion init"):
        crypto.read_keys(tmp_path / "keys.json")


RING = {"aaaaaaaa": "QUFBQQ=="}


@pytest.mark.parametrize(
    "written",
    ["", "not json", "[]", "3", "{}", '{"fields": 3}', json.dumps({ring: {} for ring in crypto.RINGS}),
     json.dumps({**dict.fromkeys(crypto.RINGS, RING), "fields": {"aaaaaaaa": 5}})],
)  # fmt: skip
def test_damaged_keys_say_what_to_do(tmp_path: Path, written: str) -> None:
    (tmp_path / "keys.json").write_text(written)
    with pytest.raises(KeysMissing, match="damaged"):
        crypto.read_keys(tmp_path / "keys.json")


def _secrets(rings: dict[str, dict[str, bytes]]) -> list[bytes]:
    return [secret for ring in rings.values() for secret in ring.values()]


def _ground(rings: KeyRings) -> Runtime:
    from companion.foundation import config
    from companion.foundation.clock import SystemClock
    from companion.foundation.database import Database

    return Runtime(config.read(), SystemClock(), Database("sqlite://"), rings)
