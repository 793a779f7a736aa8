"""`companion instrument`: a file is checked, shown as a difference and kept; every refusal says what to do next."""

import uuid
from pathlib import Path

import pytest

from companion.checkins import wordings
from tests.checkins.a_wording import a_file
from tests.cli.installed import Installed
from tests.people import a_citizen, staff

IMPORT = ("instrument", "import")


@pytest.fixture
def installed(tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """An empty installation."""
    return Installed(tmp_path, keys, monkeypatch)


def refused(installed: Installed, *words: str) -> str:
    said = installed.run(*words)
    assert said.exit_code == 1 and isinstance(said.exception, SystemExit), said.output
    with installed.bound():
        assert wordings.current("who5", "uk") is None
    return said.output


def test_it_works(installed: Installed, tmp_path: Path) -> None:
    assert "uk: interpreted, no text" in installed.run("instrument", "list").output
    said = installed.run(*IMPORT, a_file(tmp_path), "--yes")
    assert said.exit_code == 0, said.output
    assert "+ statement 1: Твердження 0" in said.output and "+ answer 0: Відповідь 5" in said.output
    assert "uk: official, version 1 (your own import), checked, in use" in said.output
    with installed.bound():
        usable = wordings.usable("who5", "uk")
    assert usable is not None and usable.instruction == "За останні два тижні"
    assert "answer 0: Відповідь 5" in installed.run("instrument", "show", "uk").output


def test_every_first_wave_language_is_listed(installed: Installed) -> None:
    told = installed.run("instrument", "list").output
    codes = ["ar", "da", "en", "fa", "fa", "ku", "pl", "ps", "so", "ti", "tr", "uk"]
    assert [line[:2] for line in told.splitlines()] == codes
    assert "tr: official" in told and "its instruction is missing" in told and "ar: unofficial" in told


def test_without_a_yes_nothing_is_kept(installed: Installed, tmp_path: Path) -> None:
    assert "shall it be used from now on?" in refused(installed, *IMPORT, a_file(tmp_path))


def test_what_show_writes_can_be_imported_again(installed: Installed, tmp_path: Path) -> None:
    path = tmp_path / "da.toml"
    path.write_text(installed.run("instrument", "show", "da", "--file").output, encoding="utf-8")
    assert "nothing to do" in installed.run(*IMPORT, str(path), "--yes").output


def test_a_shipped_text_is_compared_line_by_line(installed: Installed, tmp_path: Path) -> None:
    path = tmp_path / "da.toml"
    text = installed.run("instrument", "show", "da", "--file").output
    path.write_text(text.replace("På intet tidspunkt", "Aldrig").replace('version = "1"', 'version = "2"'), "utf-8")
    said = installed.run(*IMPORT, str(path), "--yes").output
    assert "- answer 0: På intet tidspunkt" in said and "+ answer 0: Aldrig" in said and "- version: 1" in said


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"version": "0"}, "raise it, for example to 1"),
        ({"instruction": ""}, "instruction is empty. Copy it from the form"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence_with_the_file(
    installed: Installed, tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    said = refused(installed, *IMPORT, a_file(tmp_path, **changed), "--yes")
    assert "uk.toml" in said and told in said


def test_an_unofficial_one_is_switched_on_by_somebody_of_the_unit(installed: Installed) -> None:
    with installed.bound():
        ole, other, amina = staff("administrator", name="Ole Brandt"), staff("administrator"), a_citizen()
    switch = ("instrument", "switch-on", "ar", "--unit", str(ole.unit), "--person")
    for person, told in ((uuid.uuid4(), "people list"), (amina.id, "no member of staff"), (other.id, "that unit")):
        said = installed.run(*switch, str(person))
        assert said.exit_code == 1 and told in said.output
    assert "ar: unofficial" in installed.run(*switch, str(ole.id)).output
    with installed.bound():
        assert wordings.usable("who5", "ar") is not None


@pytest.mark.parametrize(("language", "told"), [("ti", "no text in ti"), ("da", "Only unofficial ones")])
def test_what_needs_no_switch_is_told(installed: Installed, language: str, told: str) -> None:
    with installed.bound():
        ole = staff("administrator")
    said = installed.run("instrument", "switch-on", language, "--unit", str(ole.unit), "--person", str(ole.id))
    assert said.exit_code == 1 and told in said.output


def test_an_unknown_language_cannot_be_shown(installed: Installed) -> None:
    said = installed.run("instrument", "show", "xx")
    assert said.exit_code == 1 and "companion instrument list" in said.output


def test_the_doctor_names_what_is_in_use_unchecked(installed: Installed) -> None:
    told = installed.run("doctor").output
    assert "2 WHO-5 wordings in use are not checked against WHO's own form (da, en)" in told


@pytest.mark.parametrize(
    "words",
    [(), ("list",), ("show",), ("import",), ("switch-on",), ("indicators",), ("indicators", "show"),
     ("indicators", "check"), ("indicators", "import")],
)  # fmt: skip
def test_every_command_explains_itself(installed: Installed, words: tuple[str, ...]) -> None:
    assert "Example" in installed.run("instrument", *words, "--help").output
