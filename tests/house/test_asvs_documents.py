"""The lists in docs/security.md are those of the code: ways in, limits, fields, keys, connections, log lines."""

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from companion.accounts.rules import METHODS, TWO_FACTORS
from companion.foundation import sealed
from companion.foundation.key_file import ALL_RINGS
from companion.migrations.metadata import METADATA
from tests.house import tree

DOCUMENT = tree.ROOT / "docs" / "security.md"
CRYPTOGRAPHY = {"cryptography", "hashlib", "hmac", "secrets", "ssl", "webauthn", "joserfc", "authlib"}
CALLING_OUT = {"httpx2", "httpcore2", "socket", "http", "smtplib", "webpush", "urllib3", "requests"}
LOGGING = {"debug", "info", "warning", "error", "exception", "critical"}
_NAMED = re.compile(r"`([^`]+)`")
_FIELD = re.compile(r"<(?:input|button|select|textarea)\b[^>]*?\bname=\"([\w-]+)\"", re.DOTALL)


def test_every_way_in_stands_there() -> None:
    rows = table("ways in")
    assert not differences("ways in", {row[0].strip("`") for row in rows}, set(METHODS))
    assert {row[0].strip("`") for row in rows if row[1] == "two"} == TWO_FACTORS


def test_every_limit_is_the_one_of_the_code() -> None:
    rows = table("limits")
    wrong = [f"{row[0]} is {value_of(row[0].strip('`'))}" for row in rows if value_of(row[0].strip("`")) != row[1]]
    assert len(rows) > 20 and not wrong, "\n".join(wrong)


def test_every_field_of_a_form_stands_there_with_its_rule() -> None:
    assert not differences("fields", first_cells("fields"), set(fields()))


def test_every_ring_of_keys_stands_there() -> None:
    assert not differences("keys", first_cells("keys"), set(ALL_RINGS))


def test_every_module_with_cryptography_stands_there() -> None:
    assert not differences("cryptography", first_cells("cryptography"), set(importing(CRYPTOGRAPHY)))


def test_every_connection_going_out_stands_there() -> None:
    assert not differences("connections", first_cells("connections"), {*importing(CALLING_OUT), *opening_a_database()})


def test_every_sealed_column_stands_there() -> None:
    assert METADATA.tables
    columns = {f"{column.table.name}.{column.name}" for column in sealed.columns()}
    assert not differences("sealed", first_cells("sealed"), columns)


def test_every_line_of_the_log_stands_there() -> None:
    assert not differences("log", first_cells("log"), set(logged()))


@pytest.mark.parametrize(
    ("look", "source", "found"),
    [
        (lambda source: _imports(source, CRYPTOGRAPHY), "def f():\n    from cryptography.x import Y", True),
        (lambda source: _imports(source, CALLING_OUT), "from http.server import X\nimport json", True),
        (lambda source: _imports(source, CALLING_OUT), "import httpsomething", False),
        (lambda source: list(_lines(source)) == ["told %s"], "log.info('told %s', x)\nprint('x')", True),
    ],
)
def test_what_is_new_is_seen(look: Callable[[str], bool], source: str, found: bool) -> None:
    assert look(source) is found


def test_a_difference_says_what_to_do() -> None:
    (new, gone) = differences("log", {"a"}, {"b"})
    assert "“b”" in new and "add a row" in new and "“a”" in gone and "take its row out" in gone


def table(name: str) -> list[list[str]]:
    """The cells of one list, without its head."""
    whole = DOCUMENT.read_text(encoding="utf-8")
    listed = whole.partition(f"<!-- {name}: begin -->")[2].partition(f"<!-- {name}: end -->")[0]
    lines = [line for line in listed.strip().splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def first_cells(name: str) -> set[str]:
    """Everything that is named in the first column of a list; several may share a row."""
    return {named for row in table(name) for named in _NAMED.findall(row[0])}


def differences(name: str, told: set[str], there: set[str]) -> list[str]:
    """What is there and not told, and what is told and not there, each with what to do."""
    where = f"the list “{name}” in docs/security.md"
    new = [f"“{one}” is not in {where}: add a row that says what it is for" for one in sorted(there - told)]
    return new + [f"“{one}” is in {where} and nowhere else: take its row out" for one in sorted(told - there)]


def value_of(name: str) -> str:
    """The value behind `companion.room.module.NAME`, as the list writes it."""
    module, _, constant = name.rpartition(".")
    return str(getattr(importlib.import_module(module), constant))


def fields() -> Iterator[str]:
    """The names of everything a form of ours sends."""
    for path in tree.templates():
        yield from _FIELD.findall(path.read_text(encoding="utf-8"))


def importing(names: set[str]) -> Iterator[str]:
    """The modules of ours that import one of these packages."""
    yield from (tree.short(path) for path in _ours() if _imports(path.read_text(encoding="utf-8"), names))


def opening_a_database() -> Iterator[str]:
    """The modules of ours that open a database or a queue."""
    words = ("create_engine(", "sqlite3.connect(", "huey.SqliteHuey(")
    yield from (tree.short(path) for path in _ours() if any(word in path.read_text("utf-8") for word in words))


def logged() -> Iterator[str]:
    """The events of every line our programs can write to the log."""
    for path in _ours():
        yield from _lines(path.read_text(encoding="utf-8"))


def _lines(source: str) -> Iterator[str]:
    for node in tree.calls(source):
        if isinstance(node.func, ast.Attribute) and node.func.attr in LOGGING:
            first = node.args[0] if node.args else None
            if ast.unparse(node.func.value) in ("log", "_log"):
                yield str(first.value) if isinstance(first, ast.Constant) else ast.unparse(node)


def _imports(source: str, names: set[str]) -> bool:
    for node in tree.nodes(source):
        if isinstance(node, ast.Import):
            found = {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found = {(node.module or "").split(".")[0]}
        else:
            continue
        if found & names:
            return True
    return False


@cache
def _ours() -> list[Path]:
    return [path for path in tree.named(".py", under="companion") if "migrations" not in path.parts]
