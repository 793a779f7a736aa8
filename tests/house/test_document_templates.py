"""The documents a municipality fills in name only what is there: files, tests, pages, commands, classes, purposes."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import textstat
from click.testing import CliRunner

from companion.cli import main
from companion.consent.purposes import PURPOSES
from companion.me import retention
from tests.house import tree
from tests.house.policy import WHO

FOLDER = tree.ROOT / "docs" / "templates"
NAMES = ("breach-report", "impact-assessment", "processing-record", "processor-agreement", "retention")
LIX_LIMIT = 30  # Danish at or below this reads easily
ROUTES = {route.partition(" ")[2] for route in WHO}
_TICKED = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)+(?:::\w+)?")
_LINK = re.compile(r"\]\(([^)#:]+)\)")

each_template = pytest.mark.parametrize("name", NAMES)


def told(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def test_every_template_is_there() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(NAMES)
    municipality = (tree.ROOT / "docs" / "municipality.md").read_text(encoding="utf-8")
    assert all(f"](templates/{name}.md)" in municipality for name in NAMES)


@each_template
def test_what_is_the_municipalitys_stands_apart(name: str) -> None:
    assert "`[…]`" in told(name) and "**Decide**" in told(name)


@each_template
def test_it_names_what_is_there(name: str) -> None:
    assert not list(missing(told(name)))


@each_template
def test_its_commands_are_commands(name: str) -> None:
    assert not [words for words in commands(told(name)) if not is_known(words)]


def test_the_record_names_every_class_and_purpose() -> None:
    named = set(_TICKED.findall(told("processing-record")))
    assert set(retention.shipped()) | set(PURPOSES) <= named


def test_the_table_of_days_stands_in_one_place() -> None:
    assert not [one.reason for one in retention.shipped().values() if one.reason in told("retention")]


def test_the_danish_letter_is_easy() -> None:
    letter = told("breach-report").partition("<!-- letter da: begin -->")[2].partition("<!-- letter da: end -->")[0]
    textstat.set_lang("da")
    assert "Kære" in letter and textstat.lix(re.sub(r"[\[\]*]", "", letter)) <= LIX_LIMIT


@pytest.mark.parametrize(
    "text",
    ["`companion/gone.py`", "`tests/house/tree.py::test_gone`", "`/gone`", "[the table](gone.md)"],
)
def test_what_is_gone_is_seen(text: str) -> None:
    assert len(list(missing(text))) == 1


@pytest.mark.parametrize("words", ["gone", "people gone", "people list --gone", "doctor --unit 0b6f --gone"])
def test_a_command_that_is_gone_is_seen(words: str) -> None:
    text = f"`companion {words}`\n```sh\ncompanion {words}  # why\n```"
    assert [is_known(found) for found in commands(text)] == [False, False]


def missing(text: str) -> Iterator[str]:
    """Every page, file, test and link of a template that is not there."""
    yield from (named for named in _TICKED.findall(text) if named.startswith("/") and named not in ROUTES)
    yield from (named for named in _TICKED.findall(text) if _FILE.fullmatch(named) and not _is_there(named))
    yield from (link for link in _LINK.findall(text) if not (FOLDER / link).exists())


def _is_there(named: str) -> bool:
    path, _, test = named.partition("::")
    file: Path = tree.ROOT / path
    return file.exists() and (not test or f"def {test}(" in file.read_text(encoding="utf-8"))


def commands(text: str) -> Iterator[list[str]]:
    """The words of every `companion …`, in a sentence or on a line of its own."""
    for line in [*_TICKED.findall(text), *text.splitlines()]:
        if line.startswith("companion "):
            yield shlex.split(line, comments=True)[1:]


def is_known(words: list[str]) -> bool:
    """Whether the command is there, explains itself and has these options."""
    found, path = _resolved(words)
    if found is None or CliRunner().invoke(main, [*path, "--help"]).exit_code:
        return False
    options = {option for parameter in found.params for option in (*parameter.opts, *parameter.secondary_opts)}
    return {word for word in words if word.startswith("-")} <= options


def _resolved(words: list[str]) -> tuple[click.Command | None, list[str]]:
    found: click.Command | None = main
    path: list[str] = []
    while isinstance(found, click.Group) and len(path) < len(words):
        path.append(words[len(path)])
        found = found.get_command(click.Context(found), path[-1])
    return found, path
