"""`docs/cases.md` lists S1–S50 once each, and every test it names exists."""

import re

from tests.house import tree
from tests.house.named_tests import NAMED, missing, named_in

TABLE = tree.ROOT / "docs" / "cases.md"
CASES = range(1, 51)
MUNICIPALITIES = {
    "copenhagen",
    "faxe",
    "hjoerring",
    "jammerbugt",
    "kolding",
    "silkeborg",
    "soenderborg",
    "syddjurs",
    "toender",
    "vordingborg",
}
MOST_WITHOUT = 3  # cases that may say why not
WHY_NOT = "Why not: "
_ROW = re.compile(r"^\| S(\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)
_STORY = re.compile(r"e2e/cases/test_(\w+)\.py")


def rows() -> list[tuple[int, str]]:
    """Case and what shows it."""
    return [(int(number), shown) for number, _what, shown in _ROW.findall(TABLE.read_text(encoding="utf-8"))]


def test_every_case_stands_there_once() -> None:
    assert [number for number, _ in rows()] == list(CASES)


def test_every_named_test_exists() -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert len(named_in(text)) > len(CASES)
    assert missing(text) == []


def test_every_case_names_a_test_or_says_why_not() -> None:
    without = [shown for _, shown in rows() if not NAMED.search(shown)]
    assert all(shown.startswith(WHY_NOT) for shown in without)
    assert len(without) <= MOST_WITHOUT


def test_every_municipality_has_its_story() -> None:
    told = {path.stem.removeprefix("test_") for path in tree.named(".py", under="e2e/cases") if "test_" in path.stem}
    assert told == MUNICIPALITIES
    assert {name for _, shown in rows() for name in _STORY.findall(shown)} == MUNICIPALITIES


def test_every_story_has_pictures_in_two_languages() -> None:
    taken = [path.stem for path in tree.named(".png", under="docs/screenshots/cases")]
    for name in MUNICIPALITIES:
        codes = {picture.rsplit("-", 1)[1] for picture in taken if picture.startswith(f"{name}-")}
        assert len(codes) >= 2, name
