"""`companion sync`: receivers and their health from the command line; secrets are shown once, if ever."""

import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from companion.cli import main
from companion.foundation.clock import SystemClock
from companion.foundation.database import Database
from companion.foundation.runtime import Runtime, bound
from companion.migrations import steps
from tests.people import a_unit
from tests.sync.sharing import SECRET

ADDRESS = "https://cases.example.dk/in"


@pytest.fixture
def unit(runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> uuid.UUID:
    """A unit of an installation that the environment describes."""
    file = tmp_path / "installed.db"
    database = Database(f"sqlite:///{file}")
    steps.upgrade(database)
    monkeypatch.setenv("COMPANION_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("COMPANION_KEY_FILE", str(runtime.config.key_file))
    with bound(Runtime(runtime.config, SystemClock(), database, runtime.keys)):
        made = a_unit()
    database.close()
    return made


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["sync", *words])


def test_it_works(unit: uuid.UUID) -> None:
    added = run("receivers", "add", "--unit", str(unit), "--address", ADDRESS)
    assert added.exit_code == 0, added.output
    assert "whsec_" in added.output
    listed = run("receivers", "list").output
    assert ADDRESS in listed
    assert "whsec_" not in listed
    assert "nothing yet" in run("status").output


def test_a_given_secret_is_not_shown(unit: uuid.UUID) -> None:
    added = run("receivers", "add", "--unit", str(unit), "--address", ADDRESS, "--secret", SECRET)
    assert added.exit_code == 0
    assert SECRET not in added.output


@pytest.mark.parametrize("address", ["http://cases.example.dk/", "ftp://a/", "https://a:b@c/", "https://", "x"])
def test_an_address_without_https_is_refused(unit: uuid.UUID, address: str) -> None:
    added = run("receivers", "add", "--unit", str(unit), "--address", address)
    assert added.exit_code == 1
    assert "https" in added.output


def test_a_bad_secret_is_refused(unit: uuid.UUID) -> None:
    added = run("receivers", "add", "--unit", str(unit), "--address", ADDRESS, "--secret", "geheim")
    assert added.exit_code == 1
    assert "secret" in added.output


def test_an_unknown_unit_is_refused(unit: uuid.UUID) -> None:
    added = run("receivers", "add", "--unit", str(uuid.uuid4()), "--address", ADDRESS)
    assert (added.exit_code, added.output) == (1, "Error: There is no such unit.\n")


def test_an_unknown_receiver_is_not_resumed(unit: uuid.UUID) -> None:
    assert run("receivers", "resume", str(uuid.uuid4())).exit_code == 1


@pytest.mark.parametrize("fail", ["unknown", "500,unknown"])
def test_a_receiver_says_how_it_can_fail(tmp_path: Path, fail: str) -> None:
    store = str(tmp_path / "received.db")
    told = run("receiver", "--port", "0", "--store", store, "--secret", SECRET, "--fail", fail)
    assert told.exit_code == 1
    assert "garbage" in told.output


@pytest.mark.parametrize(
    "words", [(), ("receiver",), ("receivers",), ("receivers", "add"), ("receivers", "list"), ("status",)]
)
def test_every_help_has_an_example(words: tuple[str, ...]) -> None:
    said = run(*words, "--help")
    assert said.exit_code == 0
    assert "Example" in said.output


def test_a_missing_key_file_is_told_plainly(unit: uuid.UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_KEY_FILE", "/nowhere/keys.json")
    told = run("status")
    assert (told.exit_code, told.exception.__class__) == (1, SystemExit)
    assert "companion init" in told.output
