"""Our scripts run in the oldest browser the README names: they parse, and use nothing newer."""

import re
from collections.abc import Iterator

import pytest
import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from tests.house import tree

JAVASCRIPT = Language(tree_sitter_javascript.language())
OLDEST = int(re.search(r"\*\*Chrome (\d+)\*\*", (tree.ROOT / "README.md").read_text())[1])  # type: ignore[index]
# What we might reach for, and the Chrome that first had it (developer.mozilla.org, browser compatibility).
NEW_SYNTAX = {"class_static_block": 94}
NEW_CALLS = {
    "at": 92,
    "randomUUID": 92,
    "hasOwn": 93,
    "structuredClone": 98,
    "findLast": 97,
    "findLastIndex": 97,
    "timeout": 103,
    "toSorted": 110,
    "toReversed": 110,
    "any": 116,
    "groupBy": 117,
    "withResolvers": 119,
    "fromAsync": 121,
}


def test_our_scripts_run_in_the_oldest_browser() -> None:
    scripts = tree.named(".js")
    assert not [f"{tree.short(path)}:{found}" for path in scripts for found in too_new(path.read_bytes(), OLDEST)]


@pytest.mark.parametrize(
    "source",
    ["crypto.randomUUID()", "class A { static { b() } }", "list.at(-1)", "structuredClone(item)", "let = {"],
)
def test_what_is_too_new_or_broken_is_seen(source: str) -> None:
    assert list(too_new(source.encode(), 87))


def test_what_the_oldest_browser_knows_is_left_alone() -> None:
    assert not list(too_new(b"const a = async () => { b ??= c?.d; try { await e() } catch { f() } };", 87))


def too_new(source: bytes, oldest: int) -> Iterator[str]:
    """`line: what` for each thing that this Chrome does not know, or that is no JavaScript at all."""
    root = Parser(JAVASCRIPT).parse(source).root_node
    if root.has_error:
        yield "does not parse"
    for node in _walk(root):
        name = _called(node)
        since = NEW_SYNTAX.get(node.type, NEW_CALLS.get(name, 0))
        if since > oldest:
            yield f"{node.start_point[0] + 1}: {name or node.type} needs Chrome {since}"


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _called(node: Node) -> str:
    if node.type != "call_expression":
        return ""
    called = node.child_by_field_name("function")
    if called is not None and called.type == "member_expression":
        called = called.child_by_field_name("property")
    return called.text.decode() if called is not None and called.text else ""
