"""Style sheets know start and end, never left and right: half of our readers start on the right."""

import re
from collections.abc import Iterator

import pytest

from tests.house import tree

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"(?:^|[{;\s])([a-z-]+)\s*:\s*([^;{}]+)", re.IGNORECASE)
_SIDED_NAME = re.compile(
    r"^(left|right|(scroll-)?(margin|padding)-(left|right)|border-(left|right)(-\w+)?"
    r"|border-(top|bottom)-(left|right)-radius)$"
)
_SIDED_VALUE = re.compile(r"^(left|right)$")
_FOUR_SIDES = {"margin", "padding", "inset", "border-width", "border-color", "border-style"}
_BY_VALUE = {"text-align", "float", "clear"}


def test_style_sheets_know_no_side() -> None:
    paths = tree.named(".css")
    assert not [f"{tree.short(path)}: {found}" for path in paths for found in sided(path.read_text())]


@pytest.mark.parametrize(
    "rule",
    [
        "p { margin-left: 1rem }",
        "p{left:0}",
        "p { text-align: right; }",
        "p { padding: 1px 2px 3px 4px }",
        "p { border-right-color: red }",
        "@media print { p { float: left } }",
    ],
)
def test_a_side_is_seen(rule: str) -> None:
    assert list(sided(rule))


@pytest.mark.parametrize(
    "rule",
    [
        "p { margin-inline-start: 1rem; text-align: start }",
        "/* left: 0 */ p { padding: 1px 2px 3px 2px }",
        "p { inset-inline-end: 0; --left-over: 1 }",
        "p { margin: 0 auto }",
    ],
)
def test_start_and_end_are_left_alone(rule: str) -> None:
    assert not list(sided(rule))


def sided(sheet: str) -> Iterator[str]:
    """Every declaration that names a side of the screen."""
    for name, value in _DECLARATION.findall(_COMMENT.sub(" ", sheet)):
        parts = value.replace("!important", "").split()
        uneven = name in _FOUR_SIDES and len(parts) == 4 and parts[1] != parts[3]
        by_value = name in _BY_VALUE and any(_SIDED_VALUE.match(part) for part in parts)
        if uneven or by_value or _SIDED_NAME.match(name):
            yield f"{name}: {value.strip()}"
