"""`docs/lessons.md` names a test for every lesson, and every test it names exists."""

import re

import pytest

from tests.house import tree
from tests.house.named_tests import NAMED, can_fail, exists, missing, named_in

TABLE = tree.ROOT / "docs" / "lessons.md"
OFFLINE = (  # what the rows about offline answers must speak of, each at least once
    "2xx whose body echoes",
    "mid-send",
    "Two tabs",
    "One bad item",
    "Needs help",
    "409",
    "frozen",
    "Keys never expire",
    "belong to a person",
    "Session gone",
    "Sec-Fetch-Site",
    "Old queue formats",
    "app update",
    "sealed",
    "drain runs",
    "five seconds",
    "opened once more",
    "durability",
    "No room",
    "ninety days",
    "clocks lie",
    "7 days",
    "All languages",
    "borrowed phone",
    "Help is there",
    "Back and Forward",
)
_ROW = re.compile(r"^\| (?!lesson|-)(.+?) \| (.+) \|$", re.MULTILINE)


def told() -> str:
    """The document."""
    return TABLE.read_text(encoding="utf-8")


def rows() -> list[tuple[str, str]]:
    """Lesson and what shows it."""
    return _ROW.findall(told())


def test_every_named_test_exists() -> None:
    assert len(named_in(told())) > 40
    assert missing(told()) == []


def test_every_lesson_names_a_test_or_says_why_later() -> None:
    assert len(rows()) >= 28
    assert not [lesson for lesson, shown in rows() if not NAMED.search(shown) and not shown.startswith("Later: ")]


@pytest.mark.parametrize("words", OFFLINE)
def test_the_table_speaks_of_every_lesson_about_offline_answers(words: str) -> None:
    section = told().split("\n## ")[1]
    assert [shown for lesson, shown in _ROW.findall(section) if words in lesson and NAMED.search(shown)]


def test_every_named_test_can_fail() -> None:
    assert not [one for one in sorted(set(named_in(told()))) if not can_fail(*one)]


@pytest.mark.parametrize(("path", "test"), [("tests/house/test_lessons.py", "test_x"), ("no/file.py", "test_it_works")])
def test_a_missing_one_is_seen(path: str, test: str) -> None:
    assert not exists(path, test)
