"""`companion programme catalogue`: a preview first, then a yes; a bad file is refused with its line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli import main
from tests.cli.an_installation import Installed, install, run
from tests.plan import catalogue_csv


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """A fresh installation."""
    return install(tmp_path, monkeypatch)


def answered(answer: str, *words: str) -> tuple[int, str]:
    told = CliRunner().invoke(main, ["programme", "catalogue", *words], input=f"{answer}\n")
    return told.exit_code, told.output


def test_it_works(installed: Installed, tmp_path: Path) -> None:
    file = str(catalogue_csv.write(tmp_path))
    code, told = answered("y", "import", file)
    assert (code, "Kept." in told) == (0, True), told
    assert "+ talk: En samtale om alkohol" in told and "2 new, 0 changed, 0 withdrawn" in told
    assert "Nothing to change." in run("programme", "catalogue", "import", file, "--yes").output
    listed = run("programme", "catalogue", "list").output
    assert "class  education  Dansk i en lille klasse  -  not verified since 2026-03-02" in listed
    assert "catalogue entries are not verified since 180 days" in run("doctor").output


def test_no_is_no(installed: Installed, tmp_path: Path) -> None:
    assert answered("n", "import", str(catalogue_csv.write(tmp_path)))[0] == 1
    assert "0 measures" in run("programme", "catalogue", "list").output


def test_the_preview_tells_what_was_and_what_will_be(installed: Installed, tmp_path: Path) -> None:
    run("programme", "catalogue", "import", str(catalogue_csv.write(tmp_path)), "--yes")
    fewer = "\n".join(catalogue_csv.GOOD.splitlines()[:2]).replace("72 00 00 21", "72 00 00 99").replace("9.00", "8.30")
    (tmp_path / "fewer.csv").write_text(fewer, encoding="utf-8")
    _code, told = answered("n", "import", str(tmp_path / "fewer.csv"))
    assert "~ talk, phone: 72 00 00 21 → 72 00 00 99" in told
    assert "~ talk, hours: man 09.00-15.00 → man 08.30-15.00" in told
    assert "class is not in the file and stays" in told
    told = run("programme", "catalogue", "import", str(tmp_path / "fewer.csv"), "--yes", "--withdraw").output
    assert "- class: Dansk i en lille klasse" in told and "0 new, 1 changed, 1 withdrawn" in told


def test_a_bad_file_changes_nothing(installed: Installed, tmp_path: Path) -> None:
    told = run("programme", "catalogue", "import", str(catalogue_csv.write(tmp_path, "72 00 00 21", "ring")), "--yes")
    assert (told.exit_code, "measures.csv, line 2: phone 'ring' cannot be dialled" in told.output) == (1, True)
    assert "0 measures" in run("programme", "catalogue", "list").output
