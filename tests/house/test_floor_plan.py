"""The floor plan in pyproject.toml names every room, and says so when somebody walks through a wall."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house import tree

SETTINGS = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())
PLAN = {contract["id"]: contract for contract in SETTINGS["tool"]["importlinter"]["contracts"]}
LINTER = Path(sys.executable).parent / "lint-imports"


def test_every_room_with_records_keeps_them_private() -> None:
    rooms = {path.parts[-2] for path in (tree.ROOT / "companion").glob("*/records.py")}
    named = {line.split(".")[1] for line in PLAN["private-records"]["ignore_imports"]}
    assert not rooms - named


def test_no_room_that_exists_stands_in_brackets() -> None:
    layers = [part.strip() for layer in PLAN["rooms"]["layers"] for part in layer.split("|")]
    bracketed = {part.strip("()") for part in layers if part.startswith("(")}
    there = {path.stem for path in (tree.ROOT / "companion").iterdir() if _is_module(path)}
    assert not bracketed & there


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("foundation", "from companion.web import page", "rooms"),
        ("plan/rules", "import sqlalchemy", "pure-rules"),
        ("plan/service", "import flask", "flask-at-the-door"),
        ("plan/service", "import flask_login", "flask-login-in-accounts"),
        ("plan/service", "from companion.accounts import records", "private-records"),
        ("plan/service", "from companion.plan import pages", "floors"),
        ("utils", "", "rooms"),
    ],
)
def test_a_wall_that_is_walked_through_is_seen(tmp_path: Path, room: str, line: str, contract: str) -> None:
    _build_small_house(tmp_path)
    changed = tmp_path / "companion" / (f"{room}.py" if "/" in room else f"{room}/__init__.py")
    changed.parent.mkdir(exist_ok=True)
    changed.write_text(f"{line}\n")
    assert not _holds(tmp_path, "--contract", contract)


def test_a_house_in_order_passes(tmp_path: Path) -> None:
    _build_small_house(tmp_path)
    assert _holds(tmp_path)


def _build_small_house(folder: Path) -> None:
    rooms = [part.strip(" ()") for layer in PLAN["rooms"]["layers"] for part in layer.split("|")]
    for room in rooms:
        (folder / "companion" / room).mkdir(parents=True)
        (folder / "companion" / room / "__init__.py").touch()
    (folder / "companion" / "__init__.py").touch()
    for module in ("rules", "records", "service", "pages"):
        (folder / "companion" / "plan" / f"{module}.py").touch()
    (folder / "companion" / "plan" / "service.py").write_text("from companion.plan import records, rules\n")
    (folder / "companion" / "accounts" / "records.py").touch()
    (folder / "companion" / "accounts" / "sign_in.py").write_text("import flask_login\n")
    (folder / "companion" / "web" / "page.py").write_text("import flask, htmx_flask, werkzeug\n")
    (folder / "companion" / "sync" / "fhir.py").write_text("import fhir.resources\n")
    (folder / "pyproject.toml").write_text((tree.ROOT / "pyproject.toml").read_text())


def _holds(folder: Path, *only: str) -> bool:
    command = [str(LINTER), "--no-cache", "--no-logo", *only]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "Contracts:" in ran.stdout, ran.stdout + ran.stderr
    return ran.returncode == 0


def _is_module(path: Path) -> bool:
    return path.suffix == ".py" or (path / "__init__.py").exists()
