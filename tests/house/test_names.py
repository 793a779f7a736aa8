"""A name says what a thing is for; some names say nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

SAY_NOTHING = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
FILLED_IN = {  # names that SQLAlchemy gives a column type's two ways, and html.parser its events
    *("process_bind_param", "process_result_value"),
    *("handle_starttag", "handle_endtag", "handle_startendtag", "handle_data"),
}
FILLED_IN |= {"data", "handle_response"}  # Authlib's names for a form and for how an answer is made
SAY_LITTLE = {"data", "handle", "handler", "info", "process"}  # not alone, nor as a function's verb


def test_files_and_folders_have_names() -> None:
    own = [path for path in tree.files() if "vendor" not in path.parts]
    assert not [tree.short(path) for path in own if nameless_path(path.relative_to(tree.ROOT))]


def test_functions_classes_and_variables_have_names() -> None:
    paths = tree.named(".py", under="companion")
    assert not [f"{tree.short(path)}: {name}" for path in paths for name in nameless(path.read_text())]


@pytest.mark.parametrize("path", ["companion/utils.py", "companion/plan/form_helpers.py", "companion/common/x.py"])
def test_an_empty_file_name_is_seen(path: str) -> None:
    assert nameless_path(Path(path))


@pytest.mark.parametrize(
    "source",
    [
        "def handle_form(): ...",
        "def f(data): ...",
        "class PlanManager: ...",
        "info = 1",
        "for data in x: pass",
    ],
)
def test_an_empty_name_is_seen(source: str) -> None:
    assert list(nameless(source))


def test_the_words_of_the_field_are_names() -> None:
    assert not list(nameless("def data_class(purpose): ...\nclass Processing: ...\nkey = hkdf(info=b'')"))
    assert not nameless_path(Path("companion/plan/records.py"))


def nameless_path(path: Path) -> bool:
    """Whether a file or one of its folders is named after nothing."""
    words = {word for part in path.parts for word in part.split(".")[0].lower().replace("-", "_").split("_")}
    return bool(words & SAY_NOTHING or {part.split(".")[0] for part in path.parts} & SAY_LITTLE)


def nameless(source: str) -> Iterator[str]:
    """Every function, class, parameter and variable that is named after nothing."""
    for node in tree.nodes(source):
        if getattr(node, "name", "") in FILLED_IN:
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            words = node.name.lower().strip("_").split("_")
            if words[0] in {"handle", "process"} or set(words) & SAY_NOTHING or node.name in SAY_LITTLE:
                yield node.name
        elif isinstance(node, ast.ClassDef):
            if node.name.lower().endswith(("manager", "helper", "handler", "util", "utils")):
                yield node.name
        elif (name := _bound(node)) in SAY_NOTHING | SAY_LITTLE:
            yield f"{name} in line {getattr(node, 'lineno', 0)}"


def _bound(node: ast.AST) -> str:
    if isinstance(node, ast.arg):
        return node.arg
    return node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else ""
