"""No score decides anything: who reads a score is listed here, function by function, and none of them writes records.

The whole of `companion` is read: every function that takes a score from a reading or computes one, and what it calls.
"""

import ast
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache

import grimp
import pytest

from tests.house import tree

SCORES = {"raw", "index", "band", "shows_help_lines", "answers"}  # what a KnownReading tells; five answers are a score
SCORING = {"raw_score", "index", "band", "change", "shows_help_lines"}  # functions of who5
WHO5 = "companion.checkins.who5"
KEEPING = {"transaction", "write", "one"}  # `one` is SQLAlchemy's: the row that is there already
READERS = {  # function → why it may, and which writing functions it may call: never with a score in its hands
    "checkins.service.KnownReading.raw": ("tells the score", set()),
    "checkins.service.KnownReading.index": ("tells the score", set()),
    "checkins.service.KnownReading.band": ("tells the score", set()),
    "checkins.service.KnownReading.shows_help_lines": ("tells the score", set()),
    "checkins.service._known": ("opens the answers", set()),
    "checkins.answers._scored": ("five of five or none; the score is thrown away", set()),
    "checkins.answers.take_in": ("keeps what was sent: its answers are handed on, to `_scored`", KEEPING),
    "checkins.answers._row": ("seals what was sent", set()),
    "checkins.answers._content_hashes": ("the same form twice is known by its content", set()),
    "checkins.own_copy._opened": ("her own copy", set()),
    "me.result_pages._of_history": ("her own page", {"language"}),  # that is the table of languages
    "sync.building.index": ("the body of what she released", set()),
    "sync.building.answers": ("the body of what she released", set()),
    "sync.fhir.body": ("the body of what she released", set()),
    "sync.released._band": ("figures about groups, of what she released", set()),
    "sync.fhir._observation": ("the body of what she released", set()),
}
OTHER_ANSWERS = {  # functions that read `.answers` of something else: the words somebody can choose from
    "checkins.aloud.pieces",
    "checkins.instruments.Wording.digest",
    "checkins.instruments.Wording.is_whole",
    "checkins.wording_checks._faults",
    "checkins.wording_checks._language_faults",
    "checkins.wording_checks._places",
    "checkins.wording_checks.lines",
    "checkins.wordings._made",
    "checkins.wordings.bring_in",
    "me.own_copy_wording.Wordings.read",
    "programmes.template_checks._one_right_answer",
    "programmes.template_checks._own_keys",
    "programmes.template_texts._question_texts",
    "programmes.template_weeks._question",
}
OPENING = {"history", "latest", "reading", "unseal"}  # ways to get hold of a reading
WHO5_IMPORTERS = {
    "companion.checkins.aloud",  # the statements in their order, never a score
    "companion.checkins.answers",
    "companion.checkins.forms",
    "companion.checkins.own_copy",
    "companion.checkins.pages",
    "companion.checkins.rules",
    "companion.checkins.service",
    "companion.checkins.wording_checks",  # how many statements and answers there are, never a score
    "companion.me.result_pages",
}
WRITING = {"add", "transaction", "write", "insert", "update", "delete", "remove", "merge", "record"}
WRITING_ROOMS = ("plan", "tasks", "appointments", "programmes", "caseload", "sync", "consent", "accounts", "checkins")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_only_the_listed_functions_read_a_score() -> None:
    found = {name for name, function in functions().items() if reads_a_score(function)}
    assert found == set(READERS) | OTHER_ANSWERS


def test_whoever_reads_other_answers_reads_no_score_and_opens_no_reading() -> None:
    assert not OTHER_ANSWERS & set(READERS)
    assert not {name for name in OTHER_ANSWERS if reads_a_score(functions()[name], SCORES - {"answers"})}
    assert not {name for name in OTHER_ANSWERS if calls(name) & OPENING}


def test_none_of_them_writes_anything() -> None:
    wrong = {
        f"{name} calls {called}"
        for name, (_why, may) in READERS.items()
        for called in calls(name)
        if called in writers() - may
    }
    assert not wrong


def test_nobody_else_knows_how_to_score() -> None:
    graph = grimp.build_graph("companion", cache_dir=None)
    assert set(graph.find_modules_that_directly_import(WHO5)) <= WHO5_IMPORTERS
    deciding = [f"companion.{room}.service" for room in ("plan", "tasks", "appointments", "programmes", "caseload")]
    assert not [one for one in deciding if WHO5 in graph.find_modules_directly_imported_by(one)]


def test_answers_are_opened_in_one_place_only() -> None:
    """A score cannot be had past the list: only `checkins` unseals answers, and only its records hold them."""
    opened = {
        name.split(".")[0]
        for name, function in functions().items()
        for node in ast.walk(function)
        if isinstance(node, ast.keyword) and node.arg == "field" and getattr(node.value, "value", "") == "answers"
    }
    assert opened == {"checkins"}


@pytest.mark.parametrize(
    "source",
    [
        "def f(one):\n    if one.band == 'low': go()",
        "def f(one):\n    return 4 * one.raw",
        "def f(answers):\n    return who5.index(who5.raw_score(answers))",
        "def f(one):\n    return getattr(one, 'index')",
        "def f(c):\n    if sum(checkins.latest(c).answers) <= 8:\n        tasks.ask(c)",
        "def f(one):\n    return min(getattr(one, 'answers'))",
    ],
)
def test_a_function_that_reads_a_score_is_seen(source: str) -> None:
    assert reads_a_score(ast.parse(source).body[0])


def test_other_things_called_index_are_left_alone() -> None:
    for source in ("def f(keys):\n    return keys.index('a')", "def f(index):\n    return index + 1"):
        assert not reads_a_score(ast.parse(source).body[0])


@cache
def functions() -> dict[str, Function]:
    """`room.module.Class.function` → its syntax tree, for all of companion but who5 itself."""
    found: dict[str, Function] = {}
    for path in tree.named(".py", under="companion"):
        module = ".".join(path.relative_to(tree.ROOT / "companion").with_suffix("").parts)
        if f"companion.{module}" != WHO5:
            found |= {f"{module}.{name}": one for name, one in _named(ast.parse(path.read_text(encoding="utf-8")))}
    return found


def reads_a_score(node: ast.AST, scores: AbstractSet[str] = SCORES) -> bool:
    """Whether a score is taken from a reading here (not called: `keys.index(…)` is another thing), or computed."""
    nodes = list(ast.walk(node))
    called = {id(one.func) for one in nodes if isinstance(one, ast.Call)}
    return any(_reads(one, called, scores) for one in nodes)


@cache
def calls(name: str) -> frozenset[str]:
    """The last names of everything called in this function; a private one is that of its own module."""
    called = (one.func for one in ast.walk(functions()[name]) if isinstance(one, ast.Call))
    return frozenset(_as_called(getattr(one, "attr", getattr(one, "id", "")), name) for one in called)


@cache
def writers() -> frozenset[str]:
    """The names of functions that write records, and of everything that reaches one of them by a call."""
    names = {name: _as_called(name.rpartition(".")[2], name) for name in functions()}
    reach = set(WRITING)
    while True:
        more = {names[name] for name in functions() if calls(name) & reach and _in_a_room(name)} - reach
        if not more:
            return frozenset(reach)
        reach |= more


def _reads(one: ast.AST, called: set[int], scores: AbstractSet[str]) -> bool:
    if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "who5":
        return one.attr in SCORING
    if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "getattr":
        return any(getattr(argument, "value", None) in scores for argument in one.args)
    if isinstance(one, ast.Name):
        return one.id in SCORING - {"index", "band", "change"} and id(one) in called
    return isinstance(one, ast.Attribute) and one.attr in scores and id(one) not in called


def _as_called(last: str, inside: str) -> str:
    return f"{'.'.join(inside.split('.')[:2])}.{last}" if last.startswith("_") else last


def _in_a_room(name: str) -> bool:
    return name.startswith(tuple(f"{room}." for room in WRITING_ROOMS))


def _named(node: ast.AST, above: str = "") -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield f"{above}{child.name}", child
        elif isinstance(child, ast.ClassDef):
            yield from _named(child, f"{above}{child.name}.")
