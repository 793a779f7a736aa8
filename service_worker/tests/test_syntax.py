"""Every shipped script parses in the oldest browser we promise: Chrome 87, and has nothing a strict CSP forbids."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from service_worker.tests.assembly import STATIC, WORKER, slim, worker_script

OLDEST = 87
PARSER = Parser(Language(tree_sitter_javascript.language()))
OURS = sorted([*STATIC.glob("*.js"), *WORKER.glob("*.js")])
VENDORED = sorted((STATIC / "vendor").glob("*.js"))

# Syntax newer than Chrome 87, with the version that first had it (MDN browser-compat-data).
NEWER_NODES = {"class_static_block": 94, "import_attribute": 123, "using_declaration": 134, "decorator": 999}
NEWER_FLAGS = {"d": 90, "v": 112}  # of regular expressions
MODULES = ("import_statement", "export_statement")  # we serve classic scripts
FUNCTIONS = (
    "function_declaration",
    "function_expression",
    "arrow_function",
    "method_definition",
    "generator_function",
    "generator_function_declaration",
)
# Methods newer than Chrome 87, which our own scripts do not call at all.
NEWER_NAMES = {
    "at": 92,
    "randomUUID": 92,
    "structuredClone": 98,
    "hasOwn": 93,
    "findLast": 97,
    "findLastIndex": 97,
    "throwIfAborted": 100,
    "AbortSignal": 103,
    "toSorted": 110,
    "toReversed": 110,
    "toSpliced": 110,
    "groupBy": 117,
    "withResolvers": 119,
    "fromAsync": 121,
    "checkVisibility": 105,
    "reportError": 95,
    "moveBefore": 133,
    "parseHTMLUnsafe": 124,
    "startViewTransition": 111,
    "scheduler": 94,
    "getSetCookie": 113,
}
FORBIDDEN = {"eval", "Function", "innerHTML", "outerHTML", "insertAdjacentHTML", "style", "cssText", "write"}


def nodes(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in node.children:
        yield from nodes(child)


def tree(source: str) -> list[Node]:
    """All nodes of a script."""
    return list(nodes(PARSER.parse(source.encode()).root_node))


def text(node: Node) -> str:
    """The words of a node."""
    return (node.text or b"").decode()


def inside_function(node: Node) -> bool:
    """False for what runs at the top of a script."""
    above = node.parent
    while above is not None and above.type not in FUNCTIONS:
        above = above.parent
    return above is not None


def too_new(node: Node) -> str:
    """Why an old browser would not read this, or nothing."""
    if node.is_error or node.is_missing or node.type in MODULES:
        return f"{node.type} cannot be read as a classic script"
    if node.type in NEWER_NODES:
        return f"{node.type} needs Chrome {NEWER_NODES[node.type]}"
    if node.type == "await_expression" and not inside_function(node):
        return "await at the top needs Chrome 89 and a module"
    return too_new_inside(node)


def too_new_inside(node: Node) -> str:
    """The same for expressions."""
    if node.type == "binary_expression" and node.children[0].type == "private_property_identifier":
        return "#name in object needs Chrome 91"
    if node.type == "regex_flags" and set(text(node)) & set(NEWER_FLAGS):
        return f"flags {text(node)} need Chrome {max(NEWER_FLAGS.values())}"
    if node.type == "regex_pattern" and re.search(r"\(\?[ims-]+:", text(node)):
        return "modifiers inside a regular expression need Chrome 125"
    return ""


@pytest.mark.parametrize("path", [*OURS, *VENDORED], ids=lambda path: path.name)
def test_it_works_in_chrome_87(path: Path) -> None:
    source = path.read_text("utf-8")
    assert not [(node.start_point, why) for node in tree(source) if (why := too_new(node))]


@pytest.mark.parametrize(
    "source",
    [
        "class A { static { go(); } }",
        "await go();",
        "class A { #a; has(b) { return #a in b; } }",
        "/a/d;",
        "/a/v;",
        "import a from 'b';",
        "export const a = 1;",
        "/(?i:a)b/;",
        "const = 1;",
    ],
)
def test_newer_syntax_is_refused(source: str) -> None:
    assert any(too_new(node) for node in tree(source))


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_scripts_call_nothing_newer_and_nothing_the_csp_forbids(path: Path) -> None:
    names = {
        text(node)
        for node in tree(path.read_text("utf-8"))
        if node.type in ("property_identifier", "identifier", "private_property_identifier")
    }
    assert not names & (set(NEWER_NAMES) | FORBIDDEN)
    assert not [name for name in names if name.startswith("#")]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_scripts_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 100


def words(source: str) -> list[str]:
    """The tokens of a script without its comments."""
    return [text(node) for node in tree(source) if not node.children and node.type != "comment"]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_slimming_takes_away_comments_and_nothing_else(path: Path) -> None:
    source = path.read_text("utf-8")
    assert words(slim(source)) == words(source)
    assert not [node for node in tree(slim(source)) if node.type == "comment"]


def test_the_joined_worker_parses_as_one_script() -> None:
    assert not [why for node in tree(worker_script("v1", ["/offline"])) if (why := too_new(node))]
