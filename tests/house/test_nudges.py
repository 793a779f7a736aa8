"""`docs/nudges.md` names a test for every promise about messages, and every test it names exists."""

import re

from tests.house import tree
from tests.house.named_tests import NAMED, missing

TABLE = tree.ROOT / "docs" / "nudges.md"
PARTS = {"Guard rails": 19, "Channels": 5, "Web push": 14, "Delivery you can believe": 8}  # promises at least
_PART = re.compile(r"^## (.+)$", re.MULTILINE)
_ROW = re.compile(r"^\| (?!promise|-)(.+?) \| (.+) \|$", re.MULTILINE)


def parts() -> dict[str, list[tuple[str, str]]]:
    """Part of the table → its promises, and what holds each."""
    _intro, *told = _PART.split(TABLE.read_text(encoding="utf-8"))
    return {name: _ROW.findall(text) for name, text in zip(told[::2], told[1::2], strict=True)}


def test_every_part_is_there() -> None:
    assert {name: len(rows) >= PARTS.get(name, 0) for name, rows in parts().items()} == dict.fromkeys(PARTS, True)


def test_every_promise_names_a_test() -> None:
    assert not [promise for rows in parts().values() for promise, held in rows if not NAMED.search(held)]


def test_every_named_test_exists() -> None:
    assert missing(TABLE.read_text(encoding="utf-8")) == []
