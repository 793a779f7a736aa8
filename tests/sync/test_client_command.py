"""`companion sync clients` and `import`, `companion people merge`: what they print, and what they refuse."""

import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion.cli import main
from tests.sync.test_command import unit  # noqa: F401 - the fixture


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def added(unit: uuid.UUID, *scopes: str) -> tuple[str, str]:  # noqa: F811
    """Id and secret of a new system."""
    asked = [word for scope in scopes for word in ("--scope", scope)]
    answer = run("sync", "clients", "add", "--unit", unit, "--name", "KY", *asked)
    assert answer.exit_code == 0, answer.output
    (_client, client), (_secret, secret) = (line.split() for line in answer.output.splitlines())
    return client, secret


def test_it_works(unit: uuid.UUID, tmp_path: Path) -> None:  # noqa: F811
    client, secret = added(unit, "people", "facts")
    assert secret not in run("sync", "clients", "list").output
    file = tmp_path / "people.csv"
    file.write_text("cpr,name\n0101901234,Amina Haddad\n0101901234x,Yusuf\n", encoding="utf-8")
    tried = run("sync", "import", "people", file, "--client", client, "--dry-run")
    assert tried.exit_code == 1 and "1 lines would be kept" in tried.output and "line 3, column 'cpr'" in tried.output
    assert "line 2: new" in tried.output and "010190" not in tried.output
    assert secret != run("sync", "clients", "rotate", client).output.split()[1]
    assert run("sync", "clients", "end", client).exit_code == 0
    assert "ended" in run("sync", "clients", "list").output
    assert run("sync", "clients", "end", client).exit_code == 1


def test_a_system_that_fetches_chooses_its_form(unit: uuid.UUID) -> None:  # noqa: F811
    asked = ("sync", "clients", "add", "--unit", unit, "--name", "KY", "--scope", "facts", "--body")
    assert run(*asked, "page").exit_code == 2
    assert run(*asked, "cloudevents", "--receiver", uuid.uuid4()).exit_code == 1
    assert run(*asked, "cloudevents").exit_code == 0
    assert "  cloudevents  " in run("sync", "receivers", "list").output


@pytest.mark.parametrize("scope", ["sub-goals", "everything"])
def test_a_scope_that_is_not_for_this_unit_is_refused(unit: uuid.UUID, scope: str) -> None:  # noqa: F811
    refused = run("sync", "clients", "add", "--unit", unit, "--name", "KY", "--scope", scope)
    assert refused.exit_code != 0 and "sub-goals" in refused.output


def test_two_citizens_are_merged_and_taken_apart(unit: uuid.UUID) -> None:  # noqa: F811
    made = [run("people", "add", "--name", name, "--adult").output.split()[1] for name in ("Amina", "Amina H.")]
    merged = run("people", "merge", *made)
    assert merged.exit_code == 0, merged.output
    assert run("people", "split", merged.output.split()[1]).exit_code == 0
    assert run("people", "split", merged.output.split()[1]).exit_code == 1
    assert run("people", "merge", made[0], made[0]).exit_code == 1
