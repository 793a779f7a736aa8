"""The tests a document names as `` `file.py::test_name` ``, and whether each of them exists and can fail."""

import ast
import re

from tests.house import tree

NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
_TELLS = ("assert", "expect(", "raises(", "wait_for", "wait_until")  # a test without any of these checks nothing


def named_in(text: str) -> list[tuple[str, str]]:
    """File and test, in the order they stand there."""
    return NAMED.findall(text)


def missing(text: str) -> list[str]:
    """The tests named in this text that are not there."""
    return [f"{path}::{test}" for path, test in named_in(text) if not exists(path, test)]


def exists(path: str, test: str) -> bool:
    """Whether this file has this test."""
    file = tree.ROOT / path
    if not file.is_file():
        return False
    return test in {node.name for node in tree.nodes(file.read_text("utf-8")) if hasattr(node, "name")}


def can_fail(path: str, test: str) -> bool:
    """Whether a test of this file checks anything, itself or through a function of its file."""
    source = (tree.ROOT / path).read_text("utf-8")
    functions = {node.name: node for node in tree.nodes(source) if isinstance(node, ast.FunctionDef)}
    own = ast.unparse(functions[test])
    called = [ast.unparse(node) for name, node in functions.items() if name != test and f"{name}(" in own]
    return any(sign in text for text in [own, *called] for sign in _TELLS)
