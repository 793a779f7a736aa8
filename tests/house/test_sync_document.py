"""`docs/sync.md` names a test or a command for every promise of sync, each once, and everything named there exists."""

import importlib.util
import re

from tests.house import tree
from tests.house.named_tests import NAMED, missing, named_in

TABLE = tree.ROOT / "docs" / "sync.md"
PROMISED = (  # a word of each promise that has to be shown; the first eight are measured in numbers
    "fhir.resources",
    "kill -9",
    "500 withdrawals",
    "schemathesis",
    "10,000 random tables",
    "no door",
    "100,000 facts",
    "walk through",
    "inactive",
    "region",
    "stops no other",
    "from where",
    "own outcome",
    "second person",
)
_ROW = re.compile(r"^\| (?!promise|what comes|-)(.+?) \| (.+) \|$", re.MULTILINE)
_MODULE = re.compile(r"`python -m ([\w.]+)")
_MADE = re.compile(r"`make (\w+)`")


def told() -> str:
    """The document."""
    return TABLE.read_text(encoding="utf-8")


def test_each_promise_stands_there_once() -> None:
    promises = [what for what, _ in _ROW.findall(told())]
    assert [sum(word in what for what in promises) for word in PROMISED] == [1] * len(PROMISED)


def test_each_names_a_test_or_a_command() -> None:
    assert not [what for what, shown in _ROW.findall(told()) if not (NAMED.search(shown) or _MODULE.search(shown))]


def test_everything_named_exists() -> None:
    assert len(named_in(told())) > 40 and missing(told()) == []
    assert not [name for name in _MODULE.findall(told()) if importlib.util.find_spec(name) is None]
    targets = (tree.ROOT / "Makefile").read_text(encoding="utf-8")
    assert not [name for name in _MADE.findall(told()) if f"\n{name}:" not in targets]


def test_every_test_of_what_is_forbidden_is_named() -> None:
    """A class that is forbidden later is a promise too."""
    source = (tree.ROOT / "tests" / "sync" / "test_forbidden.py").read_text(encoding="utf-8")
    forbidden = set(re.findall(r"^def (test_no_\w+)", source, re.MULTILINE))
    assert len(forbidden) >= 9 and forbidden <= {test for _path, test in named_in(told())}
