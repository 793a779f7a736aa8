"""The files of the project as a commit would take them: tracked, or new and not ignored."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
MADE_HERE = {".venv", ".cache", ".git", "__pycache__", "build", "dist"}  # never part of a commit
TEXT = {
    "",
    ".css",
    ".html",
    ".js",
    ".lock",
    ".md",
    ".po",
    ".pot",
    ".py",
    ".sh",
    ".svg",
    ".toml",
    ".txt",
    ".yml",
}
TEXT |= {".ini", ".json", ".mako", ".webmanifest"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project; without git (an unpacked archive) everything that is not made here."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
        found = [ROOT / name for name in names if name and not MADE_HERE & set(Path(name).parts)]
    else:
        found = [path for path in ROOT.rglob("*") if not MADE_HERE & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


def named(*endings: str, under: str = "", vendored: bool = False) -> list[Path]:
    """The files with one of these endings, in a folder if one is named, without what others wrote."""
    return [
        path
        for path in files()
        if path.name.endswith(endings)
        and path.is_relative_to(ROOT / under)
        and (vendored or "vendor" not in path.parts)
    ]


def texts() -> list[Path]:
    """Every file that a person reads, without what others wrote."""
    return [path for path in files() if path.suffix in TEXT and "vendor" not in path.parts]


def templates() -> list[Path]:
    """The pages and their parts."""
    return [path for path in named(".html", under="companion") if "templates" in path.parts]


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    """The syntax of a Python text, node by node; many tests look at the same files, which are read once for all."""
    return tuple(ast.walk(ast.parse(source)))


def calls(source: str) -> Iterator[ast.Call]:
    """Every call that stands in a Python text."""
    yield from (node for node in nodes(source) if isinstance(node, ast.Call))


def short(path: Path) -> str:
    """The path as one would write it in a sentence."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
