"""Lesson: old queue formats are accepted for ever. Each format a phone ever stored lies here as it was, and opens."""

import base64
import json
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from companion.foundation import intake
from companion.foundation import runtime as runtimes
from companion.foundation.crypto import KeyRings
from companion.foundation.runtime import Runtime

KEPT = {path.stem.removeprefix("version_"): path for path in Path(__file__).parent.glob("old_items/*.json")}


def test_every_format_has_its_own_file() -> None:
    assert {int(version) for version in KEPT} == set(intake.SCHEMA_VERSIONS)


@pytest.mark.parametrize("version", sorted(KEPT))
def test_it_opens_as_on_its_first_day(runtime: Runtime, version: str) -> None:
    old: dict[str, Any] = json.loads(KEPT[version].read_text("utf-8"))
    rings = {
        ring: {kid: base64.b64decode(secret) for kid, secret in keys.items()} for ring, keys in old["keys"].items()
    }
    with runtimes.bound(replace(runtime, keys=KeyRings({**runtime.keys.rings, **rings}))):
        for one in old["items"]:
            item = intake.parse(one["item"], kind=one["content"]["kind"])
            assert str(one["item"]["schema_version"]) == version
            assert intake.open_item(item, person=uuid.UUID(old["person"])) == one["content"]
