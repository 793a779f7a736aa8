"""`companion figures import` takes in a file of figures of others, all of its lines or none."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from companion.cli import main
from companion.insight import outside
from companion.insight.spreadsheet import COLUMNS, NotOurColumns, lines
from tests.cli.an_installation import install, run

HEAD = ",".join(COLUMNS)
GOOD = 'På ydelse,Silkeborg,"9,6",Benchmark,2020-11-02'


def test_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed, file = install(tmp_path, monkeypatch), tmp_path / "figures.csv"
    file.write_text(f"{HEAD}\n{GOOD}\nPå ydelse,Horsens,200,Benchmark,2020-11-02\n", encoding="utf-8")
    refused = run("figures", "import", str(file))
    assert refused.exit_code == 1 and "Line 3: Between 0 and 100" in refused.output
    with installed.bound():
        assert not outside.figures()
    file.write_text(f"{HEAD}\n{GOOD}\n", encoding="utf-8")
    assert "Taken in: 1 figures." in run("figures", "import", str(file)).output
    with installed.bound():
        assert [str(one.figure.percent) for one in outside.figures()] == ["9.6"]


@pytest.mark.parametrize("content", [b"", b"what,percent\nA,3\n", b"\xff\xfe\x00", HEAD.encode()])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotOurColumns):
        lines(content)


def test_the_lines_of_a_good_one() -> None:
    (line,) = lines(f"{HEAD}\n{GOOD}\n".encode("utf-8-sig"))
    assert line == dict(zip(COLUMNS, ("På ydelse", "Silkeborg", "9,6", "Benchmark", "2020-11-02"), strict=True))


def test_it_explains_itself() -> None:
    told = CliRunner().invoke(main, ["figures", "import", "--help"]).output
    assert HEAD in told and "Example" in told
