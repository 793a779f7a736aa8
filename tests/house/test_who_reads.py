"""Wherever somebody writes own words, the page says who reads them, and whether they may enter the case file."""

import re

import pytest

from tests.house import tree

WRITES = re.compile(r"<textarea\b(?! readonly)")
PARTS = {"progress_parts.html"}  # the pages around it say it: rate.html and staff_progress.html
SAYS = re.compile(r"parts\.who_reads\(|data-who-reads")
MORE = {
    "rate.html",
    "staff_progress.html",
    "check_in.html",
    "result_parts.html",
    "today.html",
    "answer.html",
}  # answers, asks and recorded wishes
TEMPLATES = list(tree.named(".html", under="companion"))


@pytest.mark.parametrize(
    "path",
    [path for path in TEMPLATES if (WRITES.search(path.read_text()) or path.name in MORE) and path.name not in PARTS],
)
def test_it_says_who_reads_it(path: object) -> None:
    assert SAYS.search(path.read_text()), f"{path}: call parts.who_reads beside the form"  # type: ignore[attr-defined] # a Path


def test_there_are_such_pages() -> None:
    assert any(WRITES.search(path.read_text()) for path in TEMPLATES)
