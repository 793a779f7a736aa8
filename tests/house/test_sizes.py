"""A file answers one question and a function fits on a small screen."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

FILE_LIMIT = 300  # lines of a Python file
FUNCTION_LIMIT = 25  # lines of a function without decorators and docstring
SCRIPT_LIMIT = 100  # a JavaScript file stays below this many lines
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_python_files_are_short() -> None:
    assert not list(too_long(tree.named(".py"), FILE_LIMIT))


def test_functions_are_short() -> None:
    found = [f"{tree.short(path)}: {name}" for path in tree.named(".py") for name in long_functions(path.read_text())]
    assert not found


def test_scripts_are_short() -> None:
    assert not list(too_long(tree.named(".js"), SCRIPT_LIMIT - 1))


def test_a_long_file_is_seen(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text("x = 1\n" * (FILE_LIMIT + 1))
    assert list(too_long([long], FILE_LIMIT)) == ["long.py: 301 lines"]


def test_a_long_function_is_seen() -> None:
    body = "    x = 1\n" * FUNCTION_LIMIT
    assert long_functions(f"def long():\n{body}") == ["long has 26 lines"]
    assert long_functions(f'@decorated\ndef fits():\n    """One\n    two."""\n{body[:-10]}') == []


def too_long(paths: list[Path], limit: int) -> Iterator[str]:
    """One line for each file over the limit."""
    for path in paths:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > limit:
            yield f"{tree.short(path)}: {lines} lines"


def long_functions(source: str) -> list[str]:
    """One line for each function over the limit."""
    functions = [node for node in tree.nodes(source) if isinstance(node, Function)]
    return [f"{node.name} has {_length(node)} lines" for node in functions if _length(node) > FUNCTION_LIMIT]


def _length(function: Function) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        told = function.body[0]
        lines -= (told.end_lineno or told.lineno) - told.lineno + 1
    return lines
