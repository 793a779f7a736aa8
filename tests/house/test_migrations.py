"""Migrations are numbered without gaps and form one line."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

FOLDER = tree.ROOT / "companion" / "migrations"
_NUMBERED = re.compile(r"^(\d{4})_[a-z0-9_]+\.py$")
_ASSIGNED = r"^{}\s*(?::[^=]+)?=\s*[\"']?(\w+)"


def test_migrations_are_one_numbered_line() -> None:
    folder = FOLDER / "versions" if (FOLDER / "versions").is_dir() else FOLDER
    numbered = sorted(path for path in folder.glob("*.py") if _NUMBERED.match(path.name))
    assert numbered, "no migration found"
    assert not list(faults({path.name: path.read_text() for path in numbered}))


def test_a_gap_and_a_second_head_are_seen() -> None:
    first, second = _migration("0001", None), _migration("0002", "0001")
    assert list(faults({"0001_a.py": first, "0003_b.py": second})) == [
        "0003_b.py: 0002 is expected",
        "0003_b.py: its revision is 0002",
    ]
    forked = {"0001_a.py": first, "0002_b.py": second, "0003_c.py": _migration("0003", "0001")}
    assert list(faults(forked)) == ["0003_c.py: comes after 0001, not after 0002"]


def faults(migrations: dict[str, str]) -> Iterator[str]:
    """One sentence for each file out of line; file name → source, in order."""
    for place, (name, source) in enumerate(sorted(migrations.items()), start=1):
        number = name[:4]
        if number != f"{place:04}":
            yield f"{name}: {place:04} is expected"
        if (revision := _assigned("revision", source)) != number:
            yield f"{name}: its revision is {revision}"
            continue
        before = f"{place - 1:04}" if place > 1 else "None"
        if (after := _assigned("down_revision", source)) != before:
            yield f"{name}: comes after {after}, not after {before}"


def _assigned(name: str, source: str) -> str:
    found = re.search(_ASSIGNED.format(name), source, re.MULTILINE)
    return found.group(1) if found else "missing"


def _migration(revision: str, after: str | None) -> str:
    return f"revision = {revision!r}\ndown_revision: str | None = {after!r}\n".replace("'", '"')


def test_every_table_has_its_migration() -> None:
    told = "".join(path.read_text() for path in Path(FOLDER).rglob("[0-9]*.py"))
    tables = {
        name
        for path in tree.named(".py", under="companion")
        for name in re.findall(r"__tablename__\s*=\s*[\"'](\w+)", path.read_text())
    }
    assert not [name for name in sorted(tables) if f'"{name}"' not in told and f"'{name}'" not in told]
