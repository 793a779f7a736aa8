"""`docs/lessons.md` names a test for every lesson, and every test it names exists."""

import ast
import re

import pytest

from tests.house import tree

TABLE = tree.ROOT / "docs" / "lessons.md"
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
    return test in {node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if hasattr(node, "name")}


def test_every_named_test_exists() -> None:
    named = [found for _, shown in rows() for found in _NAMED.findall(shown)]
    assert len(named) > 40
    assert not [f"{path}::{test}" for path, test in named if not exists(path, test)]


def test_every_lesson_names_a_test_or_says_why_later() -> None:
    assert len(rows()) >= 28
    assert not [lesson for lesson, shown in rows() if not _NAMED.search(shown) and not shown.startswith("Later: ")]


@pytest.mark.parametrize(("path", "test"), [("tests/house/test_lessons.py", "test_x"), ("no/file.py", "test_it_works")])
def test_a_missing_one_is_seen(path: str, test: str) -> None:
    assert not exists(path, test)
