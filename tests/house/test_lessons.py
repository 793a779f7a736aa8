"""`docs/lessons.md` names a test for every lesson, and every test it names exists."""

import ast
import re

import pytest

from tests.house import tree

TABLE = tree.ROOT / "docs" / "lessons.md"
OFFLINE = (  # what the rows about offline answers must speak of, each at least once
    *(
        "2xx whose body echoes",
        "mid-send",
        "Two tabs",
        "One bad item",
        "Needs help",
        "409",
        "frozen",
        "Keys never expire",
    ),
    *(
        "belong to a person",
        "Session gone",
        "Sec-Fetch-Site",
        "Old queue formats",
        "app update",
        "sealed",
        "drain runs",
    ),
    *("five seconds", "opened once more", "durability", "No room", "ninety days", "clocks lie", "7 days"),
    *("All languages", "borrowed phone", "Help is there", "Back and Forward"),
)
_TELLS = ("assert", "expect(", "raises(")  # a test without any of these, or a check it calls, cannot fail
_NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
_ROW = re.compile(r"^\| (?!lesson|-)(.+?) \| (.+) \|$", re.MULTILINE)


def rows() -> list[tuple[str, str]]:
    """Lesson and what shows it."""
    return _ROW.findall(TABLE.read_text(encoding="utf-8"))


def exists(path: str, test: str) -> bool:
    """Whether this file has this test."""
    file = tree.ROOT / path
    if not file.is_file():
        return False
    return test in {node.name for node in tree.nodes(file.read_text("utf-8")) if hasattr(node, "name")}


def test_every_named_test_exists() -> None:
    named = [found for _, shown in rows() for found in _NAMED.findall(shown)]
    assert len(named) > 40
    assert not [f"{path}::{test}" for path, test in named if not exists(path, test)]


def test_every_lesson_names_a_test_or_says_why_later() -> None:
    assert len(rows()) >= 28
    assert not [lesson for lesson, shown in rows() if not _NAMED.search(shown) and not shown.startswith("Later: ")]


@pytest.mark.parametrize("words", OFFLINE)
def test_the_table_speaks_of_every_lesson_about_offline_answers(words: str) -> None:
    section = TABLE.read_text(encoding="utf-8").split("\n## ")[1]
    assert [shown for lesson, shown in _ROW.findall(section) if words in lesson and _NAMED.search(shown)]


def test_every_named_test_can_fail() -> None:
    named = {found for _, shown in rows() for found in _NAMED.findall(shown)}
    assert not [f"{path}::{test}" for path, test in sorted(named) if not can_fail(path, test)]


def can_fail(path: str, test: str) -> bool:
    """Whether a test of this file checks anything, itself or through a function of its file."""
    source = (tree.ROOT / path).read_text("utf-8")
    functions = {node.name: node for node in tree.nodes(source) if isinstance(node, ast.FunctionDef)}
    own = ast.unparse(functions[test])
    called = [ast.unparse(node) for name, node in functions.items() if name != test and f"{name}(" in own]
    return any(sign in text for text in [own, *called] for sign in (*_TELLS, "wait_for", "wait_until"))


@pytest.mark.parametrize(("path", "test"), [("tests/house/test_lessons.py", "test_x"), ("no/file.py", "test_it_works")])
def test_a_missing_one_is_seen(path: str, test: str) -> None:
    assert not exists(path, test)
