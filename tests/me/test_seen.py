"""“Who has seen what”: every line the code can write about a citizen has words, a person and a place."""

import ast
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from companion.foundation import audit, places
from companion.me.events import SENTENCES
from companion.tasks import service as tasks
from tests.people import a_citizen, responsible_for, signed_in
from tests.web.markup import elements

WRITERS = {"write", "write_daily", "_write"}  # audit's own, and the rooms' short forms of it
ENDINGS = {  # what the last part of a composed event can be
    "asked.": (tasks.CALL_ME, tasks.CANNOT_COME),
    "done.": (tasks.CALL_ME, tasks.CANNOT_COME),
    "reading.": ("dropped", "was-on-its-way"),
}


def written(*, about_citizens: bool = True) -> Iterator[str]:
    """Every event the source writes, about a citizen or about anything."""
    for path in places.package().rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            writes = isinstance(node, ast.Call) and _name(node.func) in WRITERS
            if isinstance(node, ast.Call) and writes and not (about_citizens and _about_nobody(node)):
                yield from _events(node)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _events(call: ast.Call) -> Iterator[str]:
    event = _named(call, "event") or (call.args[0] if call.args else None)
    if isinstance(event, ast.Constant) and isinstance(event.value, str):
        yield event.value
    elif isinstance(event, ast.JoinedStr):
        yield from _composed(event)


def _about_nobody(call: ast.Call) -> bool:
    citizen = _named(call, "citizen")
    return isinstance(citizen, ast.Constant) and citizen.value is None


def _named(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def _composed(event: ast.JoinedStr) -> Iterator[str]:
    first = event.values[0]
    beginning = str(first.value) if isinstance(first, ast.Constant) else ""
    for ending in ENDINGS.get(beginning, ("?",)):
        yield beginning + ending


def test_it_works(client: FlaskClient) -> None:
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, amina)
    html = client.get("/me/seen").text
    assert [one.get("data-event") for one in elements(html, "li") if one.get("data-event")]
    assert SENTENCES["relation.made"] in html and "Jobafdelingen" in html


def test_the_walk_finds_the_events() -> None:
    found = set(written())
    assert {"consent.given", "check-in.received", "asked.call-me", "read.caseload", "reading.released"} <= found
    assert not [event for event in found if event.endswith("?")]


@pytest.mark.parametrize("event", sorted(set(written())))
def test_every_event_about_a_citizen_has_words(event: str) -> None:
    assert event in SENTENCES


@pytest.mark.parametrize("event", sorted(SENTENCES))
def test_every_line_can_be_shown(client: FlaskClient, event: str) -> None:
    amina = a_citizen()
    audit.write(event=event, citizen=amina.id, actor=audit.WORKER)
    signed_in(client, amina)
    answer = client.get("/me/seen")
    assert (answer.status_code, f'data-event="{event}"' in answer.text) == (200, True)


def test_no_words_without_an_event() -> None:
    assert set(SENTENCES) <= set(written(about_citizens=False))


def test_an_event_from_an_older_version_does_not_close_the_page(client: FlaskClient) -> None:
    """Lines are kept for years; one whose event was renamed must not hide all the others."""
    amina = a_citizen()
    audit.write(event="retired.event", citizen=amina.id, actor=audit.WORKER)
    signed_in(client, amina)
    assert client.get("/me/seen").status_code == 200


def test_staff_reads_are_told_with_name_and_unit(client: FlaskClient) -> None:
    amina = a_citizen()
    karen = responsible_for(amina)
    signed_in(client, karen)
    client.get("/desk")
    signed_in(client, amina)
    lines = [one for one in elements(client.get("/me/seen").text, "li") if one.get("data-event") == "read.caseload"]
    assert len(lines) == 1 and "Karen Holm" in lines[0].text and "Jobafdelingen" in lines[0].text


def test_nobody_sees_another_citizens_lines(client: FlaskClient) -> None:
    amina = a_citizen()
    responsible_for(amina)
    signed_in(client, a_citizen(name="Nora Friis"))
    html = client.get("/me/seen").text
    assert "relation.made" not in html
