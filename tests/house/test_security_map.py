"""docs/security.md answers every requirement of OWASP ASVS 5.0.0, levels 1 and 2: a test, a reason or a deviation."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house import tree

MAP = tree.ROOT / "docs" / "security.md"
LEVELS = Path(__file__).with_name("asvs_5_0_levels.txt")
HOMES = ("tests/", "e2e/", "service_worker/tests/")  # where tests live
TEST, NOT_APPLICABLE, DEVIATION = "test", "not applicable", "deviation"
MOST_WORDS = 12  # of what a requirement asks, in words of ours: its own sentence stands in the standard
SHORTEST_REASON = 12  # letters
_ROW = re.compile(r"^\| *(V\d+\.\d+\.\d+) *\|(.*)\|$", re.MULTILINE)
_TEST = re.compile(r"`([^`\s]+\.py)::(test_\w+)(?:\[[^`\]]*\])?`")
_REASON = re.compile(rf"^{NOT_APPLICABLE}: (.+)$")
_DEVIATION = re.compile(rf"(?:^|<br>){DEVIATION}: ([^;|]+); because ([^;|]+); risk: ([^;|]+)$")


class Row(NamedTuple):
    """One requirement as the map answers it."""

    requirement: str
    level: str
    asks: str
    how: str
    evidence: str


def test_every_requirement_has_one_honest_answer() -> None:
    found = list(faults(rows(MAP.read_text(encoding="utf-8")), levels(), is_there))
    assert not found, "\n".join(found)


def test_the_counts_on_top_are_those_of_the_tables() -> None:
    told = MAP.read_text(encoding="utf-8")
    assert counted(rows(told)) in told, f"docs/security.md has to say: {counted(rows(told))}"


def test_the_list_of_requirements_is_whole() -> None:
    """ASVS 5.0.0 has 345 requirements: 70 of level 1, 183 of level 2 and 92 of level 3, which are not in the list."""
    assert Counter(levels().values()) == {"1": 70, "2": 183}
    assert {name.split(".")[0] for name in levels()} == {f"V{chapter}" for chapter in range(1, 18)}


@pytest.mark.parametrize(
    ("evidence", "of_kind"),
    [
        ("`tests/a.py::test_b`", TEST),
        ("`tests/a.py::test_b[x-1]`<br>`tests/a.py::test_b`", TEST),
        ("not applicable: there is none of it here.", NOT_APPLICABLE),
        ("deviation: no lock on it; because no door is there; risk: a guard stands by", DEVIATION),
        (
            "`tests/a.py::test_b`<br>deviation: no lock on it; because no door is there; risk: a guard stands by",
            DEVIATION,
        ),
    ],
)
def test_a_good_answer_of_each_kind_passes(evidence: str, of_kind: str) -> None:
    assert kind(evidence) == of_kind
    assert not list(faults([a_row(evidence)], {"V1.1.1": "1"}, lambda _path, _name: True))


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("", "neither a test, nor a reason, nor a deviation"),
        ("tested by hand", "neither"),
        ("pending: oidc", "neither"),
        ("not applicable: no", "neither"),
        ("not applicable: there is none of it<br>`tests/a.py::test_b`", "neither"),
        ("deviation: we do not do this yet", "neither"),
        ("`tests/a.py::test_b` and more", "neither"),
        ("`tests/a.py::test_gone`", "no test tests/a.py::test_gone"),
        ("`tests/a.py::test_b`<br>`tests/c.py::test_b`", "no test tests/c.py::test_b"),
    ],
)
def test_a_bad_answer_is_seen(evidence: str, said: str) -> None:
    known = {("tests/a.py", "test_b")}
    (fault,) = faults([a_row(evidence)], {"V1.1.1": "1"}, lambda path, name: (path, name) in known)
    assert said in fault


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "V1.1.1 is missing"),
        (["V1.1.1", "V1.1.1"], "V1.1.1 stands there 2 times"),
        (["V1.1.1", "V9.9.9"], "V9.9.9 is no requirement of level 1 or 2"),
    ],
)
def test_a_missing_a_doubled_and_an_unknown_requirement_are_seen(given: list[str], said: str) -> None:
    answered = [a_row("`tests/a.py::test_b`", name) for name in given]
    assert [fault for fault in faults(answered, {"V1.1.1": "1"}, lambda _path, _name: True) if said in fault]


def test_a_wrong_level_and_too_many_words_are_seen() -> None:
    answered = [Row("V1.1.1", "2", "word " * 13, "how", "`tests/a.py::test_b`")]
    said = list(faults(answered, {"V1.1.1": "1"}, lambda _path, _name: True))
    assert said == ["V1.1.1 is of level 1", "V1.1.1 asks in 13 words, at most 12: the sentence itself is not ours"]


def test_only_tests_that_are_there_count() -> None:
    here = tree.short(Path(__file__))
    assert is_there(here, "test_a_bad_answer_is_seen") and not is_there(here, "test_nothing")
    assert not is_there("tests/nowhere.py", "test_it_works") and not is_there(here, "faults")
    assert not is_there("companion/accounts/cards.py", "make") and not is_there("tests/house", "test_nothing")


def a_row(evidence: str, requirement: str = "V1.1.1") -> Row:
    return Row(requirement, "1", "asks", "how", evidence)


def levels() -> dict[str, str]:
    """Every requirement of level 1 and 2, in order, with its level."""
    lines = LEVELS.read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if line and not line.startswith("#")]
    return {line[0]: line[1] for line in pairs}


def rows(text: str) -> list[Row]:
    """Every row of every chapter's table."""
    found = []
    for requirement, rest in _ROW.findall(text):
        level, asks, how, *evidence = [cell.strip() for cell in rest.split("|")] + [""] * 3
        found.append(Row(requirement, level, asks, how, "|".join(filter(None, evidence))))
    return found


def faults(answered: Sequence[Row], wanted: dict[str, str], known: Callable[[str, str], bool]) -> Iterator[str]:
    """One sentence for each requirement that is missing, doubled, or not answered as it must be."""
    times = Counter(row.requirement for row in answered)
    yield from (f"{name} is missing" for name in wanted if not times[name])
    yield from (f"{name} stands there {number} times" for name, number in times.items() if number > 1)
    yield from (f"{name} is no requirement of level 1 or 2" for name in times if name not in wanted)
    for row in answered:
        if row.level != wanted.get(row.requirement, row.level):
            yield f"{row.requirement} is of level {wanted[row.requirement]}"
        if not row.how or not row.asks:
            yield f"{row.requirement} does not say what it asks, or how"
        if len(row.asks.split()) > MOST_WORDS:
            words = len(row.asks.split())
            yield f"{row.requirement} asks in {words} words, at most {MOST_WORDS}: the sentence itself is not ours"
        yield from _of_evidence(row, known)


def kind(evidence: str) -> str | None:
    """What sort of answer this is; None for none that counts. A test beside a deviation is a deviation."""
    reason, deviation = _REASON.match(evidence), _DEVIATION.search(evidence)
    left = _DEVIATION.sub("", evidence) if deviation else evidence
    if reason:
        alone = "::" not in evidence and not deviation and len(reason[1]) >= SHORTEST_REASON
        return NOT_APPLICABLE if alone else None
    if [part for part in left.split("<br>") if part and not _TEST.fullmatch(part.strip())]:
        return None
    if deviation:
        return DEVIATION if all(len(part) >= SHORTEST_REASON for part in deviation.groups()) else None
    return TEST if left else None


def counted(answered: Sequence[Row]) -> str:
    """How many answers of each kind, in a sentence."""
    of_each = Counter(kind(row.evidence) for row in answered)
    return (
        f"{len(answered)} requirements: {of_each[TEST]} shown by tests, {of_each[NOT_APPLICABLE]} not applicable,"
        f" {of_each[DEVIATION]} deviations."
    )


def is_there(path: str, name: str) -> bool:
    """Whether this file of tests has this test."""
    return path.startswith(HOMES) and name in _tests_of(path)


def _of_evidence(row: Row, known: Callable[[str, str], bool]) -> Iterator[str]:
    if kind(row.evidence) is None:
        yield f"{row.requirement} has neither a test, nor a reason, nor a deviation (what; because why; risk: what)"
        return
    for path, name in _TEST.findall(row.evidence):
        if not known(path, name):
            yield f"{row.requirement} names a test that is not there: no test {path}::{name}"


@cache
def _tests_of(path: str) -> frozenset[str]:
    file = tree.ROOT / path
    if not file.is_file():
        return frozenset()
    functions = [node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
    return frozenset(function.name for function in functions if function.name.startswith("test_"))
