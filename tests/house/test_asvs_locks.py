"""Everything others wrote stands in a list, with its version and checksums: what is installed is what was looked at."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

LOCKS = ("requirements.lock", "requirements-dev.lock")
_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)")
_NAME = re.compile(r"^[A-Za-z0-9._-]+")


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_a_version_and_checksums_and_no_address(name: str) -> None:
    text = (tree.ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and not list(loose(text))


def test_everything_we_ask_for_is_in_the_list() -> None:
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["postgresql"]
    listed = set(packages((tree.ROOT / LOCKS[0]).read_text(encoding="utf-8")))
    assert not {plain(one) for one in asked} - listed


def test_nothing_for_developers_is_in_the_list_of_an_installation() -> None:
    listed = set(packages((tree.ROOT / LOCKS[0]).read_text(encoding="utf-8")))
    assert not listed & {"pytest", "mypy", "ruff", "playwright", "schemathesis", "hypothesis", "oidc-provider-mock"}


def test_an_installation_checks_the_checksums() -> None:
    for name in ("scripts/bootstrap.sh", "docs/operating.md"):
        assert "--require-hashes" in (tree.ROOT / name).read_text(encoding="utf-8")


def test_a_package_without_a_checksum_is_seen() -> None:
    assert list(loose("flask==3.1\nclick==8.3 \\\n    --hash=sha256:" + "0" * 64)) == ["flask==3.1"]
    assert list(loose("flask>=3.1 \\\n    --hash=sha256:" + "0" * 64)) == ["flask>=3.1"]


def loose(text: str) -> Iterator[str]:
    """Every package without an exact version or without a checksum."""
    for entry in re.split(r"\n(?=\S)", text.strip()):
        if not entry.startswith("#") and not (
            _PACKAGE.match(entry) and re.search(r"--hash=sha256:[0-9a-f]{64}", entry)
        ):
            yield entry.splitlines()[0].rstrip(" \\")


def packages(text: str) -> Iterator[str]:
    """The names of all packages in a lock file."""
    yield from (plain(found[1]) for found in map(_PACKAGE.match, text.splitlines()) if found)


def plain(requirement: str) -> str:
    """The name alone, as registries compare it."""
    found = _NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else Path(requirement).name
