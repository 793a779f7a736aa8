"""What others wrote is kept as they wrote it: each vendored file is listed with its checksum."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

LIST = "CHECKSUMS"  # sha256, file, name and version, licence; # begins a comment
BESIDE = (LIST, "README.md", "LICENSE", ".license")  # our notes and their licences


def test_vendored_files_are_unchanged() -> None:
    folders = {path for file in tree.files() for path in file.parents if path.name == "vendor"}
    assert not [found for folder in sorted(folders) for found in changed(folder)]


def test_a_changed_and_an_unlisted_file_are_seen(tmp_path: Path) -> None:
    (tmp_path / "theirs.js").write_text("changed")
    (tmp_path / "new.js").write_text("new")
    (tmp_path / LIST).write_text(f"{hashlib.sha256(b'first').hexdigest()}  theirs.js\n")
    assert sorted(changed(tmp_path)) == ["new.js stands in no list", "theirs.js is not what was listed"]


def changed(folder: Path) -> Iterator[str]:
    """Every file of the folder that is not what its list says, or is not listed, or is gone."""
    lines = (folder / LIST).read_text().splitlines() if (folder / LIST).exists() else []
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    listed = {row[1]: row[0] for row in rows}
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    for name in sorted(set(listed) - present):
        yield f"{name} is gone"
    for name in sorted(present - set(listed)):
        if not name.endswith(BESIDE):
            yield f"{name} stands in no list"
    for name in sorted(present & set(listed)):
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != listed[name]:
            yield f"{name} is not what was listed"
